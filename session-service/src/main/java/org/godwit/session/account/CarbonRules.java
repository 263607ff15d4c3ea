package org.godwit.session.account;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.jid.ServiceKind;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlStartTag;
import org.jspecify.annotations.Nullable;

/**
 * Message Carbons (XEP-0280 v1.0.1): which messages are copied, to whom, and in which form. Pure.
 */
final class CarbonRules {

  /** Namespace of requests and copies. */
  static final String NAMESPACE = "urn:xmpp:carbons:2";

  /** What a copy tells of a message's way. */
  enum Direction {
    /** The account was sent it (section 7). */
    RECEIVED("received"),
    /** The account has sent it (section 8). */
    SENT("sent");

    private final String element;

    Direction(String element) {
      this.element = element;
    }
  }

  private static final int COPIED_TRAITS =
      StanzaTrait.BODY.bit()
          | StanzaTrait.SUBJECT.bit()
          | StanzaTrait.CHAT_STATE.bit()
          | StanzaTrait.OTHER_PAYLOAD.bit();

  private static final byte[] MUC_USER = StanzaEdits.bytes("http://jabber.org/protocol/muc#user");
  private static final byte[] INVITE = StanzaEdits.bytes("<invite");

  /** Payloads of instant messaging beside chat states, which are a trait (section 6.1). */
  private static final List<byte[]> IM =
      List.of(
          StanzaEdits.bytes("urn:xmpp:receipts"),
          StanzaEdits.bytes("urn:xmpp:chat-markers:0"),
          StanzaEdits.bytes("jabber:x:conference"));

  private final ServedDomains domains;
  private final StoreRules store;

  CarbonRules(ServedDomains domains, StoreRules store) {
    this.domains = domains;
    this.store = store;
  }

  /** Tells whether somebody gets copies. */
  static boolean isWanted(AccountState state) {
    for (int i = 0; i < state.sessions().size(); i++) {
      OnlineSession session = state.sessions().get(i);
      if (session.flags().carbons() && !session.isParting()) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether somebody but {@code stream} gets copies. */
  static boolean isWantedBeside(AccountState state, String stream) {
    for (int i = 0; i < state.sessions().size(); i++) {
      OnlineSession session = state.sessions().get(i);
      if (session.flags().carbons()
          && !session.isParting()
          && !session.stream().stream().equals(stream)) {
        return true;
      }
    }
    return false;
  }

  /** Section 6.1. */
  boolean isEligible(StanzaHead head, byte[] stanza, Direction direction) {
    if (head.kind() != StanzaKind.MESSAGE
        || head.has(StanzaTrait.NO_COPY)
        || head.has(StanzaTrait.COPY)) {
      return false;
    }
    return switch (head.type()) {
      case CHAT -> !isFromOccupant(head, stanza, direction);
      case NORMAL ->
          (head.has(StanzaTrait.BODY) || isInstantMessaging(head, stanza))
              && !isFromOccupant(head, stanza, direction);
      case HEADLINE -> isInstantMessaging(head, stanza);
      // What it answers is not known any more; in a room it was a groupchat message.
      case MESSAGE_ERROR -> !isRoom(direction == Direction.SENT ? head.to() : head.from());
      default -> false;
    };
  }

  private static boolean isInstantMessaging(StanzaHead head, byte[] stanza) {
    if (head.has(StanzaTrait.CHAT_STATE)) {
      return true;
    }
    if (!head.has(StanzaTrait.OTHER_PAYLOAD)) {
      return false;
    }
    for (byte[] namespace : IM) {
      if (StanzaEdits.contains(stanza, namespace)) {
        return true;
      }
    }
    return StanzaEdits.contains(stanza, MUC_USER) && StanzaEdits.contains(stanza, INVITE);
  }

  /** A room sends private messages to all clients of an occupant itself. */
  private boolean isFromOccupant(StanzaHead head, byte[] stanza, Direction direction) {
    Jid from = head.from();
    if (direction == Direction.SENT || from == null || from.isBare()) {
      return false;
    }
    if (domains.serviceOf(from.domain()) == ServiceKind.MUC) {
      return true;
    }
    return head.has(StanzaTrait.OTHER_PAYLOAD)
        && StanzaEdits.contains(stanza, MUC_USER)
        && !StanzaEdits.contains(stanza, INVITE);
  }

  private boolean isRoom(@Nullable Jid jid) {
    return jid != null && jid.isBare() && domains.serviceOf(jid.domain()) == ServiceKind.MUC;
  }

  /**
   * Copies a message to all who want that and do not have it. Returns a look-up alone where rows
   * have to be counted first.
   *
   * @param had ids of the streams that have it
   */
  Step copied(
      AccountState state, StanzaInput input, Direction direction, Iterable<String> had, Env env) {
    if (!isWanted(state) || !isEligible(input.head(), input.stanza(), direction)) {
      return Step.nothing(state);
    }
    byte[] content = null;
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      if (!session.flags().carbons() || session.isParting() || has(had, session)) {
        continue;
      }
      content = content == null ? content(input.stanza(), direction) : content;
      StanzaHead head = head(input.head(), session.boundJid(), env);
      byte[] carbon = wrapped(content, head);
      if (session.isLive()) {
        Effect deliver = Deliveries.one(session, head, carbon, input.source());
        step = step.then(Step.of(step.state(), deliver));
      } else if (store.isUncounted(state, env)) {
        return Step.of(state, new Effect.Lookup());
      } else if (!store.isFull(step.state(), env)) {
        OfflineRow row = input.row(env.key(), session.stream().stream(), head, carbon);
        step = step.then(store.keep(step.state(), row));
      }
    }
    return step;
  }

  private static boolean has(Iterable<String> had, OnlineSession session) {
    for (String stream : had) {
      if (stream.equals(session.stream().stream())) {
        return true;
      }
    }
    return false;
  }

  private static StanzaHead head(StanzaHead original, Jid to, Env env) {
    int traits = (original.traits() & COPIED_TRAITS) | StanzaTrait.COPY.bit();
    // An error would have to say what is wrong; RFC 6120, section 8.3.1.
    StanzaType type =
        original.type() == StanzaType.MESSAGE_ERROR ? StanzaType.NORMAL : original.type();
    return new StanzaHead(type, null, env.account(), to, traits);
  }

  private static byte[] content(byte[] stanza, Direction direction) {
    byte[] open =
        StanzaEdits.bytes(
            "<"
                + direction.element
                + " xmlns=\""
                + NAMESPACE
                + "\"><forwarded xmlns=\"urn:xmpp:forward:0\">");
    byte[] close = StanzaEdits.bytes("</forwarded></" + direction.element + '>');
    byte[] content = new byte[open.length + stanza.length + close.length];
    System.arraycopy(open, 0, content, 0, open.length);
    System.arraycopy(stanza, 0, content, open.length, stanza.length);
    System.arraycopy(close, 0, content, open.length + stanza.length, close.length);
    return content;
  }

  private static byte[] wrapped(byte[] content, StanzaHead head) {
    XmlStartTag tag = new XmlStartTag(new XmlName(StanzaReader.CLIENT_NAMESPACE, "message"));
    tag.attribute("from", String.valueOf(head.from()));
    tag.attribute("to", String.valueOf(head.to()));
    String type = head.type().attribute();
    if (type != null) {
      tag.attribute("type", type);
    }
    return tag.around(content, 0, content.length);
  }
}
