package org.godwit.auth.sasl;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.godwit.auth.TestTime;
import org.godwit.auth.account.AccountRepositories;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.account.AccountsFixture;
import org.godwit.auth.account.InMemoryAccountStore;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordProperties;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Alice's account with the password "secret", and what clients do with it. */
final class SaslScene implements AutoCloseable {

  static final Jid ALICE = Jid.of("alice@localhost");
  private static final PasswordProperties PASSWORDS =
      new PasswordProperties(4096, Map.of(), 1, 256, 2, 100);

  final TestTime time = new TestTime();
  final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  final PasswordHashing hashing = new PasswordHashing(PASSWORDS, new SecureRandom());
  final Accounts accounts;
  final SaslFixture fixture;

  SaslScene() {
    this(AccountRepositories.only(new InMemoryAccountStore()));
  }

  /** Alice has an account only where accounts with passwords can be made. */
  SaslScene(AccountRepositories repositories) {
    accounts = AccountsFixture.accounts(repositories, hashing, PASSWORDS, time);
    fixture = new SaslFixture(accounts, hashing, time, registry);
    accounts.create(ALICE, "secret");
  }

  static SaslContext context(Map<String, byte[]> bindings, String... offered) {
    return new SaslContext("192.0.2.1", bindings, List.of(offered), List.of(), null);
  }

  static SaslAnswer step(
      SaslExchange exchange,
      String mechanism,
      @Nullable String state,
      @Nullable String message,
      SaslContext context) {
    return exchange.step(
        new SaslRequest(
            "localhost",
            mechanism,
            state,
            message == null ? null : base64(message),
            true,
            context));
  }

  /** Does a whole SCRAM exchange; returns the last answer. */
  static SaslAnswer scram(
      SaslExchange exchange,
      String mechanism,
      ScramClient client,
      String password,
      SaslContext context) {
    SaslAnswer first = step(exchange, mechanism, null, client.first(), context);
    return first instanceof SaslAnswer.Challenge(String data, String state)
        ? step(exchange, mechanism, state, client.last(text(data), password), context)
        : first;
  }

  static ScramHash hashOf(String mechanism) {
    return ScramHash.valueOf(
        mechanism.replace("SCRAM-", "").replace("-PLUS", "").replace('-', '_'));
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    hashing.close();
  }
}
