/**
 * Tokens that clients log in with instead of a password (XEP-0484). Entry: {@link
 * org.godwit.auth.fast.FastTokens}. A token is nowhere kept: it is made anew from a key, a salt in
 * the database and what the account's password is known by, so a new password ends all tokens.
 */
@NullMarked
package org.godwit.auth.fast;

import org.jspecify.annotations.NullMarked;
