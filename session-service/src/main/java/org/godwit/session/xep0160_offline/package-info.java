/** Offline messages as a feature (XEP-0160). Entry: OfflineModule; the rules are in the core. */
@NullMarked
package org.godwit.session.xep0160_offline;

import org.jspecify.annotations.NullMarked;
