/**
 * Accounts from a Tigase server's table {@code tig_users}. Entry: {@link
 * org.godwit.auth.tigase.TigaseImportCommand}.
 */
@NullMarked
package org.godwit.auth.tigase;

import org.jspecify.annotations.NullMarked;
