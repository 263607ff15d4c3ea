/**
 * SASL without a session (RFC 4422): SCRAM (RFC 5802, RFC 7677) and PLAIN (RFC 4616), as RFC 6120,
 * section 6, uses them.
 *
 * <p>Entry: {@link org.godwit.auth.sasl.SaslExchange}, the shell. {@code ScramRules} and {@code
 * PlainRules} decide and do nothing else; {@code StateSeal} keeps what is needed between two steps.
 *
 * <p>Invariants: an unknown account is answered like a wrong password, in content and in work; the
 * state between two steps is readable and changeable only with the seal key, for its domain and
 * mechanism, until it expires; nothing here shows what a peer sent in {@code toString} or a log.
 */
@NullMarked
package org.godwit.auth.sasl;

import org.jspecify.annotations.NullMarked;
