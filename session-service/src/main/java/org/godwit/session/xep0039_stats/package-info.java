/** Statistics Gathering (XEP-0039). Entry: {@link org.godwit.session.xep0039_stats.StatsModule}. */
@NullMarked
package org.godwit.session.xep0039_stats;

import org.jspecify.annotations.NullMarked;
