package org.godwit.auth.sasl;

import java.util.Base64;
import java.util.Set;
import java.util.stream.Collectors;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordPreparation;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around the mechanisms: opens and seals the state, looks up accounts, hashes. Any
 * thread; calls block for the database or the hashing.
 */
public final class SaslExchange {

  private static final Logger LOGGER = LoggerFactory.getLogger(SaslExchange.class);
  private static final byte[] NOTHING = {};

  private final SaslProperties properties;
  private final Set<SaslMechanism> offered;
  private final Accounts accounts;
  private final PasswordHashing hashing;
  private final SaslSecrets secrets;
  private final LoginMetrics metrics;

  SaslExchange(
      SaslProperties properties,
      Accounts accounts,
      PasswordHashing hashing,
      SaslSecrets secrets,
      LoginMetrics metrics) {
    this.properties = properties;
    this.offered =
        properties.mechanisms().stream()
            .map(SaslMechanism::of)
            .collect(Collectors.toUnmodifiableSet());
    this.accounts = accounts;
    this.hashing = hashing;
    this.secrets = secrets;
    this.metrics = metrics;
  }

  /** Answers one message of a peer. */
  public SaslAnswer step(SaslRequest request) {
    SaslMechanism mechanism = SaslMechanism.of(request.mechanism());
    SaslAnswer answer = answer(request, mechanism);
    metrics.count(mechanism, answer);
    LOGGER
        .atDebug()
        .addKeyValue("domain", request.domain())
        .addKeyValue("mechanism", mechanism)
        .addKeyValue("answer", answer)
        .log("SASL step");
    return answer;
  }

  private SaslAnswer answer(SaslRequest request, @Nullable SaslMechanism mechanism) {
    if (mechanism == null || !offered.contains(mechanism)) {
      return new SaslAnswer.Failure(SaslCondition.INVALID_MECHANISM, null);
    }
    if (mechanism == SaslMechanism.PLAIN && !request.tls() && !properties.plainWithoutTls()) {
      return new SaslAnswer.Failure(SaslCondition.ENCRYPTION_REQUIRED, null);
    }
    return switch (decide(request, mechanism)) {
      case SaslStep.Challenge challenge ->
          new SaslAnswer.Challenge(
              Base64.getEncoder().encodeToString(challenge.data()),
              secrets.seal().seal(challenge.next(), request.domain(), mechanism));
      case SaslStep.Success success ->
          new SaslAnswer.Success(success.account(), encode(success.data()));
      case SaslStep.Failure failure -> new SaslAnswer.Failure(failure.condition(), failure.text());
    };
  }

  private SaslStep decide(SaslRequest request, SaslMechanism mechanism) {
    SaslState state = null;
    if (request.state() != null) {
      state = secrets.seal().open(request.state(), request.domain(), mechanism);
      if (state == null) {
        // Expired, or sealed before this key: the client did nothing wrong and may try again.
        return failure(SaslCondition.TEMPORARY_AUTH_FAILURE, "The exchange took too long.");
      }
    } else if (request.data() == null) {
      return new SaslStep.Challenge(NOTHING, new SaslState.AwaitingInitial());
    }
    byte[] data = decode(request.data());
    if (data == null) {
      return failure(SaslCondition.INCORRECT_ENCODING, null);
    }
    if (data.length > properties.messageSizeMax().toBytes()) {
      return failure(SaslCondition.MALFORMED_REQUEST, "The message is too large.");
    }
    ScramHash hash = mechanism.scramHash();
    if (hash == null) {
      return plain(request.domain(), data);
    }
    return state instanceof SaslState.AwaitingProof proof
        ? scramFinal(hash, proof, data)
        : scramFirst(hash, request.domain(), data);
  }

  private SaslStep scramFirst(ScramHash hash, String domain, byte[] data) {
    return switch (ClientFirst.read(data)) {
      case Reading.Refused<ClientFirst>(SaslStep.Failure failure) -> failure;
      case Reading.Valid<ClientFirst>(ClientFirst first) -> {
        Jid jid = AccountNames.account(first.username(), domain);
        if (jid == null) {
          yield failure(SaslCondition.NOT_AUTHORIZED, null);
        }
        if (first.authzid() != null && !AccountNames.mayActAs(jid, first.authzid())) {
          yield failure(SaslCondition.INVALID_AUTHZID, null);
        }
        ScramCredential credential = credential(hash, jid, accounts.forLogin(jid));
        yield ScramRules.challenge(first, jid, credential, secrets.nonces().get());
      }
    };
  }

  private SaslStep scramFinal(ScramHash hash, SaslState.AwaitingProof state, byte[] data) {
    return switch (ClientFinal.read(data)) {
      case Reading.Refused<ClientFinal>(SaslStep.Failure failure) -> failure;
      case Reading.Valid<ClientFinal>(ClientFinal last) -> {
        Account account = accounts.forLogin(state.account());
        ScramCredential credential = credential(hash, state.account(), account);
        yield judged(state.account(), account, ScramRules.verify(hash, state, last, credential));
      }
    };
  }

  private SaslStep plain(String domain, byte[] data) {
    return switch (PlainMessage.read(data)) {
      case Reading.Refused<PlainMessage>(SaslStep.Failure failure) -> failure;
      case Reading.Valid<PlainMessage>(PlainMessage message) -> {
        Jid jid = AccountNames.account(message.username(), domain);
        String password = PasswordPreparation.prepare(message.password());
        if (jid == null || password == null) {
          yield failure(SaslCondition.NOT_AUTHORIZED, null);
        }
        if (message.authzid() != null && !AccountNames.mayActAs(jid, message.authzid())) {
          yield failure(SaslCondition.INVALID_AUTHZID, null);
        }
        yield plain(jid, password);
      }
    };
  }

  private SaslStep plain(Jid jid, String password) {
    Account account = accounts.forLogin(jid);
    ScramHash hash = PlainRules.hashFor(account);
    ScramCredential kept = credential(hash, jid, account);
    ScramCredential made = hashing.again(hash, password, kept);
    if (made == null) {
      return failure(SaslCondition.TEMPORARY_AUTH_FAILURE, "Too many clients are logging in.");
    }
    return judged(jid, account, PlainRules.verify(jid, made, kept));
  }

  /** Only who knows the password is told that the account is disabled. */
  private SaslStep judged(Jid jid, @Nullable Account account, SaslStep step) {
    if (!(step instanceof SaslStep.Success)) {
      accounts.loginFailed(jid);
      return step;
    }
    if (account == null) {
      throw new IllegalStateException("made-up credentials were proven");
    }
    return account.enabled() ? step : failure(SaslCondition.ACCOUNT_DISABLED, null);
  }

  private ScramCredential credential(ScramHash hash, Jid jid, @Nullable Account account) {
    ScramCredential credential = account == null ? null : account.credentials().get(hash);
    return credential == null ? secrets.fakes().of(hash, jid) : credential;
  }

  private static SaslStep.Failure failure(SaslCondition condition, @Nullable String text) {
    return new SaslStep.Failure(condition, text);
  }

  private static byte @Nullable [] decode(@Nullable String data) {
    // "=" is how XMPP writes a message of no bytes (RFC 6120, section 6.4.2).
    return data == null || data.equals("=") ? NOTHING : SaslText.base64(data);
  }

  private static @Nullable String encode(byte @Nullable [] data) {
    return data == null ? null : Base64.getEncoder().encodeToString(data);
  }
}
