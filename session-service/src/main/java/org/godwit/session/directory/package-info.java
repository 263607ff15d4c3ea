/**
 * Accounts as auth-service knows them. Entry: {@link org.godwit.session.directory.RestAccounts}.
 *
 * <p>Invariant: auth-service being away never loses a message and never blocks an owner.
 */
@NullMarked
package org.godwit.session.directory;

import org.jspecify.annotations.NullMarked;
