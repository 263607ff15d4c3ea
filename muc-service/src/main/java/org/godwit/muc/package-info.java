/**
 * The owner of rooms (XEP-0045). Entry: {@link org.godwit.muc.MucServiceApplication}; {@code
 * org.godwit.muc.room} decides, {@code org.godwit.muc.owner} acts, {@code org.godwit.muc.store}
 * keeps.
 */
@NullMarked
package org.godwit.muc;

import org.jspecify.annotations.NullMarked;
