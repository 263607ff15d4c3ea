/** Entity Time (XEP-0202). Entry: {@link org.godwit.session.xep0202_time.TimeModule}. */
@NullMarked
package org.godwit.session.xep0202_time;

import org.jspecify.annotations.NullMarked;
