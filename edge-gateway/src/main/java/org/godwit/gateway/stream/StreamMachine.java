package org.godwit.gateway.stream;

import static org.godwit.protocol.stanza.StreamErrorCondition.BAD_FORMAT;
import static org.godwit.protocol.stanza.StreamErrorCondition.NOT_AUTHORIZED;
import static org.godwit.protocol.stanza.StreamErrorCondition.UNSUPPORTED_STANZA_TYPE;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.registration.RegistrationRules;
import org.godwit.gateway.sasl.ChannelBindingRules;
import org.godwit.gateway.sasl.Sasl2Rules;
import org.godwit.gateway.sasl.SaslRules;
import org.godwit.gateway.stream.StreamEffect.Close;
import org.godwit.gateway.stream.StreamEffect.EndDelivery;
import org.godwit.gateway.stream.StreamEffect.FindDomain;
import org.godwit.gateway.stream.StreamEffect.RestartStream;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamEffect.StartTls;
import org.godwit.gateway.stream.StreamInput.BindAnswered;
import org.godwit.gateway.stream.StreamInput.BindRefused;
import org.godwit.gateway.stream.StreamInput.Disconnected;
import org.godwit.gateway.stream.StreamInput.DomainFound;
import org.godwit.gateway.stream.StreamInput.EndReceived;
import org.godwit.gateway.stream.StreamInput.Failed;
import org.godwit.gateway.stream.StreamInput.FrameReceived;
import org.godwit.gateway.stream.StreamInput.HeaderReceived;
import org.godwit.gateway.stream.StreamInput.Interrupted;
import org.godwit.gateway.stream.StreamInput.RegistrationAnswered;
import org.godwit.gateway.stream.StreamInput.ResumeAnswered;
import org.godwit.gateway.stream.StreamInput.ResumeRefused;
import org.godwit.gateway.stream.StreamInput.SaslAnswered;
import org.godwit.gateway.stream.StreamInput.TlsEstablished;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.AwaitingHeader;
import org.godwit.gateway.stream.StreamState.Binding;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Challenged;
import org.godwit.gateway.stream.StreamState.Closed;
import org.godwit.gateway.stream.StreamState.FindingDomain;
import org.godwit.gateway.stream.StreamState.Negotiating;
import org.godwit.gateway.stream.StreamState.Registering;
import org.godwit.gateway.stream.StreamState.RelayingSasl;
import org.godwit.gateway.stream.StreamState.Resuming;
import org.godwit.gateway.stream.StreamState.StartingTls;
import org.godwit.gateway.xep0078_iqauth.IqAuthRules;
import org.godwit.gateway.xep0138_compression.CompressionRules;
import org.godwit.gateway.xep0198_sm.SmElements;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates a client's stream (RFC 6120, sections 4 to 7). Pure; any thread.
 *
 * <pre>
 *   AwaitingHeader --header--> FindingDomain --found--> Negotiating
 *         ^   |                                          |  |  |  ^
 *         |   |             +------ starttls ------------+  |  |  | answer
 *         |   |             v                               |  |  |
 *         +---|------- StartingTls          RelayingSasl <--+  +--> Registering
 *         |   |   handshake done              |  |   ^   auth
 *         |   |                       failure |  |   | response
 *         |   |                 (Negotiating) |  +-> Challenged
 *         +---|-------- success --------------+
 *             |                               |
 *             |     SASL2 (XEP-0388), iq:auth +--> Authenticated, Binding or Resuming
 *             |
 *             +--header, authenticated--> Authenticated --bind--> Binding --bound--> Bound
 *                                          ^  |    ^                 |                 ^
 *                                          |  |    +---- refused ----+                 |
 *                                          |  +--resume--> Resuming ----- resumed -----+
 *                                          +--- refused ------+
 *   every state --error, end tag, disconnect--> Closed
 * </pre>
 *
 * <p>Stanzas of a bound stream do not come here: {@code RoutingRules} decides on them.
 */
public final class StreamMachine {
  private static final String TLS_NAMESPACE = "urn:ietf:params:xml:ns:xmpp-tls";

  private final StreamPolicy policy;
  private final Supplier<String> ids;
  private final Function<Jid, @Nullable String> otherHosts;
  private final SaslTransitions sasl;
  private final Sasl2Transitions sasl2;
  private final IqAuthTransitions iqAuth;

  /** Makes a machine; {@code ids} yields unpredictable, unique stream ids. */
  public StreamMachine(StreamPolicy policy, Supplier<String> ids) {
    this(policy, ids, _ -> null);
  }

  /**
   * Makes a machine.
   *
   * @param ids yields unpredictable, unique stream ids
   * @param otherHosts says where a client of a bare JID should go; null where it is here
   */
  public StreamMachine(
      StreamPolicy policy, Supplier<String> ids, Function<Jid, @Nullable String> otherHosts) {
    this.otherHosts = otherHosts;
    this.policy = policy;
    this.ids = ids;
    this.sasl = new SaslTransitions(policy);
    this.sasl2 = new Sasl2Transitions(policy, ids, sasl);
    this.iqAuth = new IqAuthTransitions(policy, sasl);
  }

  /** Returns what {@code input} leads to. */
  public StreamStep step(StreamState state, StreamInput input) {
    if (state instanceof Closed) {
      return closed(input);
    }
    return switch (input) {
      case HeaderReceived in -> onHeader(state, in);
      case FrameReceived in -> onFrame(state, in);
      case EndReceived _ -> onEnd(state);
      case Failed in -> fail(state, in.error());
      case Interrupted in -> interrupt(state, in.error());
      case Disconnected _ -> end(state, true, List.of());
      case DomainFound in ->
          state instanceof FindingDomain s ? toNegotiating(s, in.policy()) : stay(state);
      case TlsEstablished in ->
          state instanceof StartingTls s
              ? StreamStep.of(
                  new AwaitingHeader(s.connection().toEncrypted(in.channel())), new RestartStream())
              : stay(state);
      case SaslAnswered in -> state instanceof RelayingSasl s ? onSaslAnswer(s, in) : stay(state);
      case RegistrationAnswered in ->
          state instanceof Registering s
              ? RegistrationTransitions.onAnswer(s, in.answer(), policy)
              : stay(state);
      case BindAnswered in ->
          state instanceof Binding s && in.bound().bindId().equals(s.bindId())
              ? onBound(s, in)
              : stay(state);
      case BindRefused in ->
          state instanceof Binding s && in.refused().bindId().equals(s.bindId())
              ? onBindRefused(s, in)
              : stay(state);
      case ResumeAnswered in ->
          state instanceof Resuming s && in.resumed().bindId().equals(s.bindId())
              ? onResumed(s, in)
              : stay(state);
      case ResumeRefused in ->
          state instanceof Resuming s && in.refused().bindId().equals(s.bindId())
              ? onResumeRefused(s, in)
              : stay(state);
    };
  }

  private StreamStep onSaslAnswer(RelayingSasl state, SaslAnswered input) {
    return switch (state.way()) {
      case LoginWay.Sasl _ -> sasl.onAnswer(state, input.answer());
      case LoginWay.Sasl2 way -> sasl2.onAnswer(state, way.wish(), input.answer());
      case LoginWay.IqAuth way -> iqAuth.onAnswer(state, way, input.answer());
    };
  }

  private StreamStep onBound(Binding state, BindAnswered input) {
    return switch (state.way()) {
      case BindWay.Iq way -> BindTransitions.onBound(state, way.request(), input.bound());
      case BindWay.Inline way -> sasl2.onBound(state, way.success(), input.bound());
      case BindWay.IqAuth way -> IqAuthTransitions.onBound(state, way.request(), input.bound());
    };
  }

  private StreamStep onBindRefused(Binding state, BindRefused input) {
    return switch (state.way()) {
      case BindWay.Iq way -> BindTransitions.onRefused(state, way.request(), input.refused());
      case BindWay.Inline way -> sasl2.onRefused(state, way.success(), input.refused());
      case BindWay.IqAuth way -> IqAuthTransitions.onRefused(state, way.request(), input.refused());
    };
  }

  private StreamStep onResumed(Resuming state, ResumeAnswered input) {
    PendingSuccess success = state.success();
    return success == null
        ? ResumeTransitions.onResumed(state, input.resumed())
        : sasl2.onResumed(state, success, input.resumed());
  }

  private StreamStep onResumeRefused(Resuming state, ResumeRefused input) {
    PendingSuccess success = state.success();
    return success == null
        ? ResumeTransitions.onRefused(state, input.refused())
        : sasl2.onResumeRefused(state, success, input.refused());
  }

  private static StreamStep closed(StreamInput input) {
    // The client's own end tag is what a closing stream waits for (RFC 6120, section 4.4).
    return input instanceof EndReceived
        ? StreamStep.of(new Closed(), new Close(false))
        : stay(new Closed());
  }

  private StreamStep onHeader(StreamState state, HeaderReceived input) {
    if (!(state instanceof AwaitingHeader s)) {
      return fail(state, StreamError.of(BAD_FORMAT, "A stream header came inside a stream."));
    }
    Connection connection = s.connection();
    String id = ids.get();
    return switch (HeaderRules.check(input.opened(), policy.domains(), connection.account(), id)) {
      case HeaderRules.Verdict.Accepted(StreamHeader header) -> {
        Jid account = connection.account();
        String other = otherHost(connection, header);
        if (other != null) {
          yield end(
              state, headerText(header) + StreamText.errorAndEnd(StreamError.seeOtherHost(other)));
        }
        yield account == null
            ? StreamStep.of(new FindingDomain(connection, header), new FindDomain(header.host()))
            : toAuthenticated(connection, header, account);
      }
      case HeaderRules.Verdict.Refused(String host, StreamError error) ->
          end(state, StreamText.header(host, id, null) + StreamText.errorAndEnd(error));
    };
  }

  /** RFC 6120, section 4.9.3.19; in HTTP a client has no use for a TCP address. */
  private @Nullable String otherHost(Connection connection, StreamHeader header) {
    if (!connection.transport().offersRedirection()) {
      return null;
    }
    String from = header.from();
    Jid account = connection.account();
    if (account == null) {
      account = from == null ? null : Jid.parse(from);
    }
    return account == null ? null : otherHosts.apply(account);
  }

  private StreamStep toNegotiating(FindingDomain state, DomainPolicy domain) {
    Negotiating next = new Negotiating(state.connection(), state.header(), domain);
    return StreamStep.of(
        next, new Send(headerText(state.header()) + StreamText.features(features(next))));
  }

  private List<XmlElement> features(Negotiating state) {
    List<XmlElement> features = new ArrayList<>();
    Connection connection = state.connection();
    if (!connection.tls() && connection.transport().offersStartTls()) {
      XmlElement.Builder starttls = XmlElement.of(TLS_NAMESPACE, "starttls");
      if (policy.requiresTls(state.header().host())) {
        starttls.child(XmlElement.of(TLS_NAMESPACE, "required"));
      }
      features.add(starttls.build());
    }
    if (policy.allowsNegotiation(connection, state.header().host())) {
      addLogins(state, features);
      if (state.domain().invites()) {
        features.add(RegistrationRules.feature());
        features.add(RegistrationRules.inviteFeature());
      }
    }
    return features;
  }

  private void addLogins(Negotiating state, List<XmlElement> features) {
    List<String> mechanisms = sasl.mechanisms(state);
    features.add(SaslRules.feature(mechanisms));
    XmlElement authentication = sasl2.feature(state);
    if (authentication != null) {
      features.add(authentication);
    }
    if (ChannelBindingRules.isUsed(mechanisms)) {
      features.add(ChannelBindingRules.feature(state.connection().channel().bindings().keySet()));
    }
    if (iqAuth.isOffered(state)) {
      features.add(IqAuthRules.feature());
    }
  }

  private StreamStep toAuthenticated(Connection connection, StreamHeader header, Jid account) {
    return StreamStep.of(
        new Authenticated(account, header, connection, 0),
        new Send(
            headerText(header)
                + StreamText.features(policy.featuresToBind(connection, header.host()))));
  }

  private StreamStep onFrame(StreamState state, FrameReceived input) {
    String namespace = input.frame().name().namespace();
    if (namespace.equals(TLS_NAMESPACE)) {
      return onTlsElement(state, input);
    }
    return switch (state) {
      case Negotiating s when namespace.equals(SaslRules.NAMESPACE) ->
          sasl.onElement(s, XmlReader.parse(input.frame()));
      case Negotiating s when namespace.equals(Sasl2Rules.NAMESPACE) ->
          sasl2.onElement(s, XmlReader.parse(input.frame()));
      case Challenged s
          when namespace.equals(SaslRules.NAMESPACE) && s.way() instanceof LoginWay.Sasl ->
          sasl.onElement(s, XmlReader.parse(input.frame()));
      case Challenged s
          when namespace.equals(Sasl2Rules.NAMESPACE) && s.way() instanceof LoginWay.Sasl2 ->
          sasl2.onElement(s, XmlReader.parse(input.frame()));
      case Negotiating s when RegistrationTransitions.isFor(input.frame(), s, policy) ->
          RegistrationTransitions.onRequest(s, XmlReader.parse(input.frame()));
      case Negotiating s when IqAuthTransitions.isFor(input.frame(), s) ->
          iqAuth.onRequest(s, XmlReader.parse(input.frame()));
      case Negotiating s -> fail(s, notAuthorized());
      case Challenged s -> fail(s, notAuthorized());
      case Authenticated s when BindTransitions.isBind(input.frame()) ->
          BindTransitions.onRequest(s, XmlReader.parse(input.frame()));
      case Authenticated s when namespace.equals(SmElements.NAMESPACE) ->
          ResumeTransitions.onElement(s, input.frame(), policy);
      case Authenticated s when namespace.equals(CompressionRules.NAMESPACE) ->
          CompressTransitions.onElement(s, input, policy);
      case Authenticated s ->
          fail(s, StreamError.of(NOT_AUTHORIZED, "A resource must be bound first."));
      case AwaitingHeader _,
          FindingDomain _,
          StartingTls _,
          RelayingSasl _,
          Registering _,
          Binding _,
          Resuming _,
          Bound _,
          Closed _ ->
          fail(
              state,
              StreamError.of(UNSUPPORTED_STANZA_TYPE, "The element is none that is known here."));
    };
  }

  private static StreamError notAuthorized() {
    return StreamError.of(NOT_AUTHORIZED, "The stream is not authenticated.");
  }

  /**
   * RFC 6120, section 5.4: what came behind {@code <starttls/>} was sent in the clear, perhaps not
   * by the client; so was whitespace, which section 5.3.3 forbids. Such a negotiation fails.
   */
  private StreamStep onTlsElement(StreamState state, FrameReceived input) {
    if (state instanceof Negotiating s
        && !s.connection().tls()
        && s.connection().transport().offersStartTls()
        && input.unread() == 0
        && input.frame().name().localName().equals("starttls")) {
      return StreamStep.of(
          new StartingTls(s.connection()),
          new Send("<proceed xmlns='" + TLS_NAMESPACE + "'/>"),
          new StartTls());
    }
    return end(state, "<failure xmlns='" + TLS_NAMESPACE + "'/>" + StreamText.END);
  }

  private StreamStep onEnd(StreamState state) {
    return state instanceof AwaitingHeader || state instanceof StartingTls
        ? end(state, List.of(new Close(false)))
        : end(state, List.of(new Send(StreamText.END), new Close(false)));
  }

  /** Ends the stream with an error; a stream without a header of ours gets that first. */
  private StreamStep fail(StreamState state, StreamError error) {
    String text = StreamText.errorAndEnd(error);
    return switch (state) {
      // Section 4.9.1.2: an error in the header is answered inside a stream, which has to be
      // opened.
      case AwaitingHeader _ ->
          end(
              state,
              StreamText.header(policy.domains().hosts().getFirst(), ids.get(), null) + text);
      case FindingDomain s -> end(state, headerText(s.header()) + text);
      // The handshake has begun: plain text would be garbage to the client.
      case StartingTls _ -> end(state, List.of(new Close(false)));
      case Negotiating _,
          RelayingSasl _,
          Challenged _,
          Registering _,
          Authenticated _,
          Binding _,
          Resuming _,
          Bound _,
          Closed _ ->
          end(state, text);
    };
  }

  private StreamStep interrupt(StreamState state, StreamError error) {
    return state instanceof Bound
        ? end(state, true, List.of(new Send(StreamText.errorAndEnd(error)), new Close(true)))
        : fail(state, error);
  }

  private static StreamStep end(StreamState state, String lastWords) {
    return end(state, List.of(new Send(lastWords), new Close(true)));
  }

  private static StreamStep end(StreamState state, List<StreamEffect> goodbye) {
    return end(state, false, goodbye);
  }

  private static StreamStep end(StreamState state, boolean lost, List<StreamEffect> goodbye) {
    List<StreamEffect> effects = new ArrayList<>(goodbye);
    switch (state) {
      case Authenticated s -> effects.addFirst(new EndDelivery(s.header().id(), null, lost));
      case Binding s -> effects.addFirst(new EndDelivery(s.before().header().id(), null, lost));
      case Resuming s -> effects.addFirst(new EndDelivery(s.before().header().id(), null, lost));
      case Bound s -> effects.addFirst(new EndDelivery(s.header().id(), s.jid(), lost));
      case AwaitingHeader _,
          FindingDomain _,
          Negotiating _,
          StartingTls _,
          RelayingSasl _,
          Challenged _,
          Registering _,
          Closed _ -> {
        // Nobody beside the gateway knows of the stream.
      }
    }
    return new StreamStep(new Closed(), effects);
  }

  private static String headerText(StreamHeader header) {
    return StreamText.header(header.host(), header.id(), header.from());
  }

  private static StreamStep stay(StreamState state) {
    return new StreamStep(state, List.of());
  }
}
