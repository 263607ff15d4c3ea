package org.godwit.auth.sasl;

import java.util.function.Supplier;

/**
 * What an exchange draws from secrets and chance.
 *
 * @param seal seals the state between two steps
 * @param fakes credentials for accounts that do not exist
 * @param nonces fresh server nonces: printable ASCII without a comma
 */
record SaslSecrets(StateSeal seal, FakeCredentials fakes, Supplier<String> nonces) {}
