package org.godwit.gateway.stream;

import static org.godwit.protocol.stanza.StreamErrorCondition.POLICY_VIOLATION;

import java.util.List;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SaslStep;
import org.godwit.gateway.auth.TokenWish;
import org.godwit.gateway.sasl.ChannelBindingRules;
import org.godwit.gateway.sasl.SaslCommand;
import org.godwit.gateway.sasl.SaslRules;
import org.godwit.gateway.stream.StreamEffect.Close;
import org.godwit.gateway.stream.StreamEffect.LiftLimits;
import org.godwit.gateway.stream.StreamEffect.RelaySasl;
import org.godwit.gateway.stream.StreamEffect.RestartStream;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamState.AwaitingHeader;
import org.godwit.gateway.stream.StreamState.Challenged;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.gateway.stream.StreamState.RelayingSasl;
import org.godwit.protocol.stanza.ExtensionErrorCode;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** The transitions of authentication (RFC 6120, section 6.4). Pure. */
final class SaslTransitions {
  private static final LoginWay SASL = new LoginWay.Sasl();

  private final StreamPolicy policy;

  SaslTransitions(StreamPolicy policy) {
    this.policy = policy;
  }

  /** Returns the mechanisms that {@code state} offers, the best first. */
  List<String> mechanisms(Negotiating state) {
    Connection connection = state.connection();
    List<String> allowed =
        state.domain().mechanisms().stream()
            .filter(mechanism -> policy.allowsMechanism(mechanism, connection))
            .toList();
    return ChannelBindingRules.offered(allowed, connection.channel());
  }

  /** An element of the SASL namespace came while no exchange is under way. */
  StreamStep onElement(Negotiating state, XmlElement element) {
    if (!policy.allowsNegotiation(state.connection(), state.header().host())) {
      return failure(state, "encryption-required", "TLS must be started first.");
    }
    return switch (SaslRules.read(element)) {
      case SaslCommand.Auth auth ->
          mechanisms(state).contains(auth.mechanism())
              ? relay(state, auth.mechanism(), null, auth.data(), SASL)
              : failure(state, "invalid-mechanism", null);
      case SaslCommand.Response _ -> failure(state, "malformed-request", "There is no challenge.");
      case SaslCommand.Abort _ -> failure(state, "aborted", null);
      case SaslCommand.Invalid(String condition) -> failure(state, condition, null);
    };
  }

  /** An element of the SASL namespace came where a response is due. */
  StreamStep onElement(Challenged state, XmlElement element) {
    return switch (SaslRules.read(element)) {
      case SaslCommand.Response(String data) ->
          relay(state.before(), state.mechanism(), state.sealed(), data, state.way());
      case SaslCommand.Abort _ -> failure(state.before(), "aborted", null);
      case SaslCommand.Auth _ ->
          failure(state.before(), "malformed-request", "An exchange is under way.");
      case SaslCommand.Invalid(String condition) -> failure(state.before(), condition, null);
    };
  }

  /** Auth-service answered. */
  StreamStep onAnswer(RelayingSasl state, SaslAnswer answer) {
    return switch (answer) {
      case SaslAnswer.Challenge(String data, String sealed) ->
          StreamStep.of(
              new Challenged(state.before(), state.mechanism(), sealed, state.way()),
              new Send(SaslRules.challenge(data)));
      case SaslAnswer.Success success ->
          // Section 6.4.6: both sides open a new stream on the same connection.
          StreamStep.of(
              new AwaitingHeader(state.before().connection().toAuthenticated(success.account())),
              new Send(SaslRules.success(success.data())),
              new LiftLimits(),
              new RestartStream());
      case SaslAnswer.Failure(String condition, String text, boolean throttled) ->
          throttled
              ? throttled(SaslRules.failure(condition, text))
              : failure(state.before(), condition, text);
    };
  }

  /** Asks auth-service for the next step of an exchange. */
  StreamStep relay(
      Negotiating state,
      String mechanism,
      @Nullable String sealed,
      @Nullable String data,
      LoginWay way) {
    Connection connection = state.connection();
    TokenWish token = way instanceof LoginWay.Sasl2 sasl2 ? sasl2.wish().token() : null;
    return StreamStep.of(
        new RelayingSasl(state, mechanism, way),
        new RelaySasl(
            new SaslStep(
                state.header().host(),
                mechanism,
                sealed,
                data,
                connection.tls(),
                connection.address(),
                connection.channel(),
                mechanisms(state),
                token)));
  }

  /** Section 6.4.5: the client may try again, up to a number of times that the server sets. */
  private StreamStep failure(Negotiating state, String condition, @Nullable String text) {
    Send failure = new Send(SaslRules.failure(condition, text));
    return afterFailure(state, state.connection().withSaslFailure(), failure, policy);
  }

  /** Sends {@code answer} and ends the stream: too many logins have failed, of whomever. */
  static StreamStep throttled(String answer) {
    StreamError error = ExtensionErrorCode.THROTTLED.toStreamError();
    return StreamStep.of(
        new Closed(), new Send(answer + StreamText.errorAndEnd(error)), new Close(true));
  }

  /** Sends {@code answer} and counts a failure that was not SASL's. */
  static StreamStep afterFailure(Negotiating state, Send answer, StreamPolicy policy) {
    return afterFailure(state, state.connection().withFailure(), answer, policy);
  }

  /** Sends {@code answer}; the last failure that is allowed ends the stream. */
  static StreamStep afterFailure(
      Negotiating state, Connection failed, Send answer, StreamPolicy policy) {
    if (failed.failures() >= policy.failuresMax()) {
      StreamError error = StreamError.of(POLICY_VIOLATION, "Too many attempts have failed.");
      return StreamStep.of(
          new Closed(), new Send(answer.xml() + StreamText.errorAndEnd(error)), new Close(true));
    }
    return StreamStep.of(new Negotiating(failed, state.header(), state.domain()), answer);
  }
}
