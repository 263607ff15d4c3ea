package org.godwit.gateway.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.bind.Bind2Request;
import org.godwit.gateway.bind.Bind2Rules;
import org.godwit.gateway.sasl.FastRules;
import org.godwit.gateway.sasl.Sasl2Command;
import org.godwit.gateway.sasl.Sasl2Rules;
import org.godwit.gateway.sasl.Sasl2Wish;
import org.godwit.gateway.stream.StreamEffect.HoldBack;
import org.godwit.gateway.stream.StreamEffect.LiftLimits;
import org.godwit.gateway.stream.StreamEffect.ManageStream;
import org.godwit.gateway.stream.StreamEffect.OpenDelivery;
import org.godwit.gateway.stream.StreamEffect.RequestBind;
import org.godwit.gateway.stream.StreamEffect.RequestResume;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.Binding;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Challenged;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.gateway.stream.StreamState.RelayingSasl;
import org.godwit.gateway.stream.StreamState.Resuming;
import org.godwit.gateway.xep0198_sm.SmElements;
import org.godwit.gateway.xep0198_sm.SmRequest;
import org.godwit.gateway.xep0198_sm.SmRules;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * The transitions of SASL2 (XEP-0388), with a resource (XEP-0386), stream management (XEP-0198,
 * section 9) and tokens (XEP-0484) in the same exchange. Pure.
 */
final class Sasl2Transitions {
  private final StreamPolicy policy;
  private final Supplier<String> chance;
  private final SaslTransitions sasl;

  /**
   * Makes the transitions.
   *
   * @param chance yields unpredictable texts
   */
  Sasl2Transitions(StreamPolicy policy, Supplier<String> chance, SaslTransitions sasl) {
    this.policy = policy;
    this.chance = chance;
    this.sasl = sasl;
  }

  /** Returns the stream feature; null where SASL2 is not offered. */
  @Nullable XmlElement feature(Negotiating state) {
    List<String> mechanisms = sasl.mechanisms(state);
    if (!isOffered(state.connection()) || mechanisms.isEmpty()) {
      return null;
    }
    return Sasl2Rules.feature(
        mechanisms,
        new Sasl2Rules.Inline(
            tokens(state),
            policy.offersManagement(state.connection().transport()),
            policy.clientState()));
  }

  /** XEP-0388, section 3: only after TLS. */
  private static boolean isOffered(Connection connection) {
    return connection.tls();
  }

  private static List<String> tokens(Negotiating state) {
    return state.domain().tokens() ? FastRules.mechanisms(state.connection().channel()) : List.of();
  }

  /** An element of SASL2 came while no exchange is under way. */
  StreamStep onElement(Negotiating state, XmlElement element) {
    if (!isOffered(state.connection())) {
      return failure(state, "encryption-required", "TLS must be started first.");
    }
    return switch (Sasl2Rules.read(element, tokens(state))) {
      case Sasl2Command.Authenticate authenticate ->
          isOffered(state, authenticate)
              ? sasl.relay(
                  state,
                  authenticate.mechanism(),
                  null,
                  authenticate.data(),
                  new LoginWay.Sasl2(authenticate.wish()))
              : failure(state, "invalid-mechanism", null);
      case Sasl2Command.Response _ -> failure(state, "malformed-request", "There is no challenge.");
      case Sasl2Command.Abort _ -> failure(state, "aborted", null);
      case Sasl2Command.Invalid(String condition, String text) -> failure(state, condition, text);
    };
  }

  /** Tokens have mechanisms of their own (XEP-0484, section 3.4). */
  private boolean isOffered(Negotiating state, Sasl2Command.Authenticate authenticate) {
    var token = authenticate.wish().token();
    return (token != null && token.used() ? tokens(state) : sasl.mechanisms(state))
        .contains(authenticate.mechanism());
  }

  /** An element of SASL2 came where a response is due. */
  StreamStep onElement(Challenged state, XmlElement element) {
    Negotiating before = state.before();
    return switch (Sasl2Rules.read(element, tokens(before))) {
      case Sasl2Command.Response(String data) ->
          sasl.relay(before, state.mechanism(), state.sealed(), data, state.way());
      case Sasl2Command.Abort _ -> failure(before, "aborted", null);
      case Sasl2Command.Authenticate _ ->
          failure(before, "malformed-request", "An exchange is under way.");
      case Sasl2Command.Invalid(String condition, String text) -> failure(before, condition, text);
    };
  }

  /** Auth-service answered. */
  StreamStep onAnswer(RelayingSasl state, Sasl2Wish wish, SaslAnswer answer) {
    return switch (answer) {
      case SaslAnswer.Challenge(String data, String sealed) ->
          StreamStep.of(
              new Challenged(state.before(), state.mechanism(), sealed, state.way()),
              new Send(Sasl2Rules.challenge(data)));
      case SaslAnswer.Success success -> onSuccess(state.before(), wish, success);
      case SaslAnswer.Failure(String condition, String text, boolean throttled) ->
          throttled
              ? SaslTransitions.throttled(Sasl2Rules.failure(condition, text))
              : failure(state.before(), condition, text);
    };
  }

  private StreamStep onSuccess(Negotiating before, Sasl2Wish wish, SaslAnswer.Success success) {
    String claimed = before.header().from();
    Jid from = claimed == null ? null : Jid.parse(claimed);
    if (from != null && !from.bare().equals(success.account())) {
      // XEP-0388, section 4.4; without a new header nothing else would tell them apart.
      return failure(before, "invalid-authzid", "The stream is from another account.");
    }
    PendingSuccess pending = new PendingSuccess(success.data(), success.token(), wish, null);
    Authenticated next = Authenticated.from(before, success.account());
    SmRequest request = wish.resume();
    if (request == null) {
      return afterResume(next, pending).before(new LiftLimits());
    }
    StanzaErrorCondition refusal =
        SmRules.refusal(
            request, policy.offersManagement(next.connection().transport()), false, false);
    if (refusal == null && request instanceof SmRequest.Resume(String previd, long h)) {
      return StreamStep.of(
          new Resuming(next, "0", previd, pending),
          new LiftLimits(),
          new RequestResume(next.header().id(), next.account(), previd, h, "0"));
    }
    XmlElement failed =
        SmElements.failed(
            Objects.requireNonNullElse(refusal, StanzaErrorCondition.UNEXPECTED_REQUEST), -1);
    return afterResume(next, pending.withFailedResume(failed)).before(new LiftLimits());
  }

  /** Nothing is resumed: binds the resource that is wanted, or tells the client at once. */
  private StreamStep afterResume(Authenticated state, PendingSuccess success) {
    Bind2Request bind = success.wish().bind();
    if (bind == null) {
      return StreamStep.of(
          state,
          new Send(
              success(state.account(), success, List.of())
                  + StreamText.features(
                      policy.featuresToBind(state.connection(), state.header().host()))));
    }
    String bindId = Integer.toString(state.binds());
    String resource =
        Bind2Rules.resource(state.account(), bind.tag(), success.wish().agentId(), chance.get());
    return StreamStep.of(
        new Binding(state, bindId, new BindWay.Inline(success)),
        new RequestBind(state.header().id(), state.account(), resource, bindId, bind.carbons()));
  }

  private static String success(Jid address, PendingSuccess success, List<XmlElement> results) {
    List<XmlElement> all = new ArrayList<>();
    if (success.failedResume() != null) {
      all.add(success.failedResume());
    }
    all.addAll(results);
    return Sasl2Rules.success(address, success.data(), success.token(), all);
  }

  /** The account's owner bound the stream. */
  StreamStep onBound(Binding state, PendingSuccess success, StreamBound bound) {
    Jid jid = bound.boundJid();
    StreamHeader header = state.before().header();
    Bind2Request bind = Objects.requireNonNull(success.wish().bind(), "a request to bind");
    XmlElement.Builder answer = Bind2Rules.bound();
    Transport transport = state.before().connection().transport();
    List<StreamEffect> effects = new ArrayList<>();
    boolean isManaged = false;
    if (bind.enable() != null) {
      StanzaErrorCondition refusal =
          SmRules.refusal(bind.enable(), policy.offersManagement(transport), true, false);
      if (refusal == null && bind.enable() instanceof SmRequest.Enable enable) {
        StreamManagementProperties limits = policy.management().forHost(header.host());
        int seconds = SmRules.resumption(enable, limits.resumeMaxSeconds());
        answer.child(SmElements.enabled(header.id(), seconds, limits.location()));
        effects.add(new ManageStream(seconds));
        isManaged = true;
      } else {
        answer.child(
            SmElements.failed(
                Objects.requireNonNullElse(refusal, StanzaErrorCondition.BAD_REQUEST), -1));
      }
    }
    if (bind.inactive() && policy.clientState()) {
      effects.add(new HoldBack());
    }
    String text =
        success(jid, success, List.of(answer.build()))
            + StreamText.features(policy.featuresWhenBound(transport, header.host(), isManaged));
    effects.addFirst(new OpenDelivery(jid));
    effects.addFirst(new Send(text));
    return new StreamStep(new Bound(jid, header), effects);
  }

  /** The account's owner refused to bind: the client may do so in the old way. */
  StreamStep onRefused(Binding state, PendingSuccess success, StreamBindRefused refused) {
    Jid account = state.before().account();
    XmlElement failed = Bind2Rules.failed(refused.condition(), refused.text());
    return BindTransitions.refused(
        state.before(),
        success(account, success, List.of(failed))
            + StreamText.features(
                policy.featuresToBind(
                    state.before().connection(), state.before().header().host())));
  }

  /** The account's owner lets the stream go on with the other; no features follow. */
  StreamStep onResumed(Resuming state, PendingSuccess success, StreamResumed resumed) {
    XmlElement result = SmElements.resumed(resumed.previd(), resumed.in());
    return StreamStep.of(
        new Bound(resumed.boundJid(), state.before().header().withId(resumed.previd())),
        new Send(success(resumed.boundJid(), success, List.of(result))),
        new OpenDelivery(resumed.boundJid()));
  }

  /** The account's owner refused to resume: the request to bind is served (section 9.2.1). */
  StreamStep onResumeRefused(Resuming state, PendingSuccess success, StreamResumeRefused refused) {
    return afterResume(
        state.before().forNextBind(),
        success.withFailedResume(SmElements.failed(refused.condition(), refused.in())));
  }

  private StreamStep failure(Negotiating state, String condition, @Nullable String text) {
    Send failure = new Send(Sasl2Rules.failure(condition, text));
    return SaslTransitions.afterFailure(
        state, state.connection().withSaslFailure(), failure, policy);
  }
}
