/**
 * auth-service: accounts, credentials, SASL steps and registration, over REST.
 *
 * <p>Entry: {@link org.godwit.auth.AuthServiceApplication}. Any number of instances share one
 * database and one seal key; none of them keeps a session. No plain password is ever stored or
 * logged.
 */
@NullMarked
package org.godwit.auth;

import org.jspecify.annotations.NullMarked;
