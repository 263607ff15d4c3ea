/**
 * Message Archive Management (XEP-0313) and its preferences (XEP-0441). Entry: {@link
 * org.godwit.session.xep0313_mam.ArchiveModule}; what is archived is decided by the account's
 * owner.
 */
@NullMarked
package org.godwit.session.xep0313_mam;

import org.jspecify.annotations.NullMarked;
