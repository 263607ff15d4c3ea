package org.godwit.auth.sasl;

import java.util.Base64;
import java.util.Objects;
import org.godwit.auth.account.RepositoryAwayException;
import org.godwit.auth.audit.LoginAudit;
import org.godwit.auth.audit.LoginEnd;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.fast.IssuedToken;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shell around the mechanisms: opens and seals the state and chooses the mechanism. Any thread;
 * calls block for the database or the hashing.
 */
public final class SaslExchange {

  private static final Logger LOGGER = LoggerFactory.getLogger(SaslExchange.class);
  private static final byte[] NOTHING = {};

  private final SaslProperties properties;
  private final SaslOffers offers;
  private final Mechanisms mechanisms;
  private final StateSeal seal;
  private final LoginMetrics metrics;
  private final LoginAudit audit;

  /** The mechanisms by what they have in common, and what all of them need. */
  record Mechanisms(
      Logins logins,
      ScramExchange scram,
      PlainExchange plain,
      ProvenExchange proven,
      TokenExchange token) {}

  /** Who is told how exchanges end. */
  record Witnesses(LoginMetrics metrics, LoginAudit audit) {}

  SaslExchange(
      SaslProperties properties,
      SaslOffers offers,
      Mechanisms mechanisms,
      StateSeal seal,
      Witnesses witnesses) {
    this.properties = properties;
    this.offers = offers;
    this.mechanisms = mechanisms;
    this.seal = seal;
    this.metrics = witnesses.metrics();
    this.audit = witnesses.audit();
  }

  /** Answers one message of a peer. */
  public SaslAnswer step(SaslRequest request) {
    SaslMechanism mechanism = SaslMechanism.of(request.mechanism());
    SaslStep step = guarded(request, mechanism);
    mechanisms.logins().onEnd(request.context().address(), step);
    SaslAnswer answer = answer(request, mechanism, step);
    metrics.count(mechanism, answer);
    tell(request, mechanism, step);
    LOGGER
        .atDebug()
        .addKeyValue("domain", request.domain())
        .addKeyValue("mechanism", mechanism)
        .addKeyValue("answer", answer)
        .log("SASL step");
    return answer;
  }

  private void tell(SaslRequest request, @Nullable SaslMechanism mechanism, SaslStep step) {
    String name = mechanism == null ? "unknown" : mechanism.registeredName();
    String address = request.context().address();
    String domain = request.domain();
    switch (step) {
      case SaslStep.Challenge _ -> {}
      case SaslStep.Success success -> {
        if (mechanism != SaslMechanism.ANONYMOUS) {
          mechanisms.logins().onLogin(success.account());
        }
        audit.ended(new LoginEnd(domain, success.account(), name, null, address));
      }
      case SaslStep.Failure(SaslCondition condition, _, Jid claimed) ->
          audit.ended(new LoginEnd(domain, claimed, name, condition.element(), address));
      case SaslStep.Delayed _ ->
          audit.ended(new LoginEnd(domain, null, name, LoginEnd.THROTTLED, address));
    }
  }

  private SaslStep guarded(SaslRequest request, @Nullable SaslMechanism mechanism) {
    if (mechanism == null || !offers.allows(mechanism, request.domain())) {
      return failure(SaslCondition.INVALID_MECHANISM, null);
    }
    if (!request.tls() && needsTls(mechanism)) {
      return failure(SaslCondition.ENCRYPTION_REQUIRED, null);
    }
    try {
      return decide(request, mechanism);
    } catch (RepositoryAwayException e) {
      // Only this host's accounts are away; the guard has told the log.
      return failure(
          SaslCondition.TEMPORARY_AUTH_FAILURE, "The accounts of this domain cannot be reached.");
    }
  }

  private @Nullable IssuedToken token(
      SaslRequest request, @Nullable SaslMechanism mechanism, SaslStep.Success success) {
    if (!offers.tokens(request.domain())) {
      return null;
    }
    try {
      return mechanisms
          .token()
          .after(Objects.requireNonNull(mechanism), request.context(), success);
    } catch (RepositoryAwayException e) {
      // The login stands: a token is a favour.
      return null;
    }
  }

  private SaslAnswer answer(SaslRequest request, @Nullable SaslMechanism mechanism, SaslStep step) {
    return switch (step) {
      case SaslStep.Challenge challenge ->
          new SaslAnswer.Challenge(
              Base64.getEncoder().encodeToString(challenge.data()),
              seal.seal(challenge.next(), request.domain(), Objects.requireNonNull(mechanism)));
      case SaslStep.Success success ->
          new SaslAnswer.Success(
              success.account(), encode(success.data()), token(request, mechanism, success));
      case SaslStep.Failure failure -> new SaslAnswer.Failure(failure.condition(), failure.text());
      case SaslStep.Delayed(long seconds) ->
          new SaslAnswer.Failure(
              SaslCondition.TEMPORARY_AUTH_FAILURE,
              "Too many logins have failed: try again in " + seconds + " seconds.",
              seconds);
    };
  }

  /** Whoever listens could use what these mechanisms send. */
  private boolean needsTls(SaslMechanism mechanism) {
    return switch (mechanism.family()) {
      case PLAIN -> !properties.plainWithoutTls();
      case OAUTHBEARER, HASHED_TOKEN, EXTERNAL, SCRAM_PLUS -> true;
      case SCRAM, ANONYMOUS -> false;
    };
  }

  private SaslStep decide(SaslRequest request, SaslMechanism mechanism) {
    SaslState state = null;
    if (request.state() != null) {
      state = seal.open(request.state(), request.domain(), mechanism);
      if (state == null) {
        // Expired, or sealed before this key: the client did nothing wrong and may try again.
        return failure(SaslCondition.TEMPORARY_AUTH_FAILURE, "The exchange took too long.");
      }
    } else {
      SaslStep.Delayed delay = mechanisms.logins().delay(request.context().address());
      if (delay != null) {
        return delay;
      }
      if (request.data() == null) {
        return new SaslStep.Challenge(NOTHING, new SaslState.AwaitingInitial());
      }
    }
    byte[] data = decode(request.data());
    if (data == null) {
      return failure(SaslCondition.INCORRECT_ENCODING, null);
    }
    if (data.length > properties.messageSizeMax().toBytes()) {
      return failure(SaslCondition.MALFORMED_REQUEST, "The message is too large.");
    }
    return decide(request, mechanism, state, data);
  }

  private SaslStep decide(
      SaslRequest request, SaslMechanism mechanism, @Nullable SaslState state, byte[] data) {
    String domain = request.domain();
    SaslContext context = request.context();
    return switch (mechanism.family()) {
      case SCRAM, SCRAM_PLUS -> {
        ScramHash hash = mechanism.scramHash();
        if (hash == null) {
          throw new IllegalStateException("a SCRAM mechanism has no hash");
        }
        yield state instanceof SaslState.AwaitingProof proof
            ? mechanisms.scram().last(hash, proof, context, data)
            : mechanisms.scram().first(mechanism, hash, request, data);
      }
      case PLAIN -> mechanisms.plain().only(domain, data);
      case EXTERNAL -> mechanisms.proven().external(domain, context, data);
      case ANONYMOUS -> mechanisms.proven().anonymous(domain);
      case OAUTHBEARER -> mechanisms.proven().bearer(domain, state, data);
      case HASHED_TOKEN -> mechanisms.token().only(mechanism, domain, context, data);
    };
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
