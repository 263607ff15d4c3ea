package org.godwit.gateway.routing;

import static org.godwit.protocol.stanza.StanzaErrorCondition.NOT_ALLOWED;

import org.godwit.bus.Topics;
import org.godwit.gateway.bind.BindRules;
import org.godwit.gateway.routing.InboundDecision.Answer;
import org.godwit.gateway.routing.InboundDecision.End;
import org.godwit.gateway.routing.InboundDecision.NoStanza;
import org.godwit.gateway.routing.InboundDecision.Publish;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.host.DomainFilter;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.stanza.StanzaReading;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of each child of a bound stream (RFC 6120, sections 8 and 10). Pure. */
public final class RoutingRules {
  private static final StanzaError FILTERED =
      StanzaError.of(
          StanzaErrorCondition.FORBIDDEN, "The domain's filter lets nothing pass to there.");

  private RoutingRules() {}

  /**
   * Returns what to do with {@code frame}.
   *
   * @param sender the stream's full JID
   * @param lang the stream's language; null for none
   * @param hosts the virtual hosts, whose filters hold
   * @param profile how its stanzas go on the bus
   */
  public static InboundDecision decide(
      XmlFrame frame,
      Jid sender,
      @Nullable String lang,
      VirtualHosts hosts,
      StreamProfile profile) {
    if (StanzaReader.kindOf(frame.name()) == null) {
      return new NoStanza();
    }
    return switch (StanzaReader.head(frame, sender)) {
      case StanzaReading.WrongFrom _ ->
          new End(
              StreamError.of(
                  StreamErrorCondition.INVALID_FROM,
                  "The from address is not the one of this stream."));
      case StanzaReading.Invalid(StanzaError error) -> refuse(frame, sender, error);
      case StanzaReading.Valid(StanzaHead head) -> {
        Answer answer = answer(frame, head, sender);
        if (answer != null) {
          yield answer;
        }
        if (!passes(head.to(), sender, hosts)) {
          // An error or a result may not be answered; it ends here.
          yield isAnswered(head.type()) ? refuse(frame, sender, FILTERED) : new Answer(null);
        }
        int traits = head.traits() | (profile.vetted() ? StanzaTrait.FORWARD.bit() : 0);
        StanzaHead stamped = new StanzaHead(head.type(), head.id(), sender, head.to(), traits);
        yield new Publish(
            route(stamped, sender, hosts.domains(), profile),
            stamped,
            StanzaBytes.stamp(frame, sender, head.to(), lang));
      }
    };
  }

  /**
   * Tells whether the filters of the sender's host and, where the addressee is an account here, of
   * its host let a stanza pass. The own account and the own server are always within reach.
   */
  static boolean passes(@Nullable Jid to, Jid sender, VirtualHosts hosts) {
    if (to == null || isSameAccount(to, sender) || isOwnServer(to, sender)) {
      return true;
    }
    DomainFilter own = hosts.policyOf(sender.domain()).filter();
    if (own.policy() != DomainFilter.Policy.ALL
        && !own.allows(sender.domain(), to.domain(), hosts.domains())) {
      return false;
    }
    DomainFilter other = hosts.policyOf(to.domain()).filter();
    return other.policy() == DomainFilter.Policy.ALL
        || other.allows(to.domain(), sender.domain(), hosts.domains());
  }

  /** An answer is never answered (RFC 6120, sections 8.2.3 and 8.3.1). */
  private static boolean isAnswered(StanzaType type) {
    return switch (type) {
      case GET, SET, NORMAL, CHAT, GROUPCHAT, HEADLINE -> true;
      case AVAILABLE, SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED, PROBE -> true;
      case UNAVAILABLE, RESULT, MESSAGE_ERROR, PRESENCE_ERROR, IQ_ERROR -> false;
    };
  }

  private static boolean isOwnServer(Jid to, Jid sender) {
    return to.isDomain() && to.domain().equals(sender.domain());
  }

  private static @Nullable Answer answer(XmlFrame frame, StanzaHead head, Jid sender) {
    if (head.type() == StanzaType.SET && isForEdge(head.to(), sender)) {
      XmlName payload = frame.payloads().getFirst();
      if (payload.equals(BindRules.SESSION)) {
        return new Answer(Iq.result(fromStream(frame, sender), null));
      }
      if (payload.equals(BindRules.BIND)) {
        // RFC 6120, section 7.1: one resource per stream.
        return refuse(frame, sender, StanzaError.of(NOT_ALLOWED, "The stream is bound."));
      }
    }
    return null;
  }

  /** Returns where a stanza of {@code sender} goes. */
  static Route route(StanzaHead head, Jid sender, ServedDomains domains, StreamProfile profile) {
    Jid to = head.to();
    if (to == null || profile.vetted()) {
      return sent(sender);
    }
    return switch (domains.serviceOf(to.domain())) {
      case MUC -> new Route(Topics.MUC, to.bareText(), false, copyKey(head, sender, profile));
      case CHANNEL ->
          new Route(Topics.CHANNEL, to.bareText(), false, copyKey(head, sender, profile));
      case REMOTE -> sent(sender);
      case SESSION ->
          // Subscriptions and directed presence concern the sender's own roster and presence.
          to.local() == null || isSameAccount(to, sender) || head.kind() == StanzaKind.PRESENCE
              ? sent(sender)
              : new Route(
                  Topics.SESSION, to.bareText(), false, profile.sent() ? sender.bareText() : null);
    };
  }

  /**
   * Who has joined must be told when the sender has gone (RFC 6121, section 4.6.3). A private
   * message to an occupant belongs to the sender's archive; a room has its own.
   */
  private static @Nullable String copyKey(StanzaHead head, Jid sender, StreamProfile profile) {
    boolean copied =
        head.kind() == StanzaKind.PRESENCE
            || (profile.sent()
                && head.kind() == StanzaKind.MESSAGE
                && head.type() != StanzaType.GROUPCHAT);
    return copied ? sender.bareText() : null;
  }

  private static Route sent(Jid sender) {
    return new Route(Topics.SESSION, sender.bareText(), true, null);
  }

  private static boolean isForEdge(@Nullable Jid to, Jid sender) {
    return to == null
        || (to.isDomain() && to.domain().equals(sender.domain()))
        || (to.isBare() && isSameAccount(to, sender));
  }

  private static boolean isSameAccount(Jid one, Jid other) {
    return one.domain().equals(other.domain())
        && one.local() != null
        && one.local().equals(other.local());
  }

  private static Answer refuse(XmlFrame frame, Jid sender, StanzaError error) {
    return new Answer(Iq.error(fromStream(frame, sender), error));
  }

  /**
   * Returns the head of an answer of the edge, for the topic that it takes to a managed stream.
   *
   * @param to the stream's full JID
   */
  public static StanzaHead headOf(XmlElement answer, Jid to) {
    StanzaKind kind = StanzaReader.kindOf(answer.name());
    StanzaType type = kind == null ? null : StanzaType.of(kind, answer.attribute("type"));
    if (type == null) {
      throw new IllegalArgumentException("no stanza: " + answer.name());
    }
    String from = answer.attribute("from");
    return new StanzaHead(
        type, answer.attribute("id"), from == null ? null : Jid.parse(from), to, 0);
  }

  /**
   * Returns the stanza as its answer has to see it: from the stream, and to nothing that is no JID.
   */
  public static XmlElement fromStream(XmlFrame frame, Jid sender) {
    XmlElement stanza = XmlReader.parse(frame);
    String to = stanza.attribute("to");
    return stanza.toBuilder()
        .attribute("from", sender.toString())
        .attribute("to", to == null || Jid.parse(to) == null ? null : to)
        .build();
  }
}
