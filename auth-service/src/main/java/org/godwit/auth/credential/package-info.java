/**
 * Passwords and what is kept of them: the SCRAM keys of RFC 5802, section 3.
 *
 * <p>Entry: {@link org.godwit.auth.credential.ScramKeys} (pure) and {@link
 * org.godwit.auth.credential.PasswordHashing} (where the costly part runs). No type here shows a
 * key or a password in {@code toString}.
 */
@NullMarked
package org.godwit.auth.credential;

import org.jspecify.annotations.NullMarked;
