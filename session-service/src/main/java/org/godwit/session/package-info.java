/**
 * The session service: owner of accounts, their streams and their offline messages. Entry: {@link
 * org.godwit.session.SessionServiceApplication}; {@code account} is the core, the other packages
 * are ports' adapters and XEP modules, wired here.
 */
@NullMarked
package org.godwit.session;

import org.jspecify.annotations.NullMarked;
