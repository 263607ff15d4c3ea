/** Who may see what of an account. Entry: {@link org.godwit.session.access.ContactAccess}. */
@NullMarked
package org.godwit.session.access;

import org.jspecify.annotations.NullMarked;
