package org.godwit.protocol.stanza;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/**
 * Checks the head of a stanza that a client sent (RFC 6120, section 8).
 *
 * <p>Pure; any thread.
 */
public final class StanzaReader {

  /** The content namespace of a client's stream. */
  public static final String CLIENT_NAMESPACE = "jabber:client";

  private static final String HINTS = "urn:xmpp:hints";
  private static final String CHAT_STATES = "http://jabber.org/protocol/chatstates";
  private static final String CARBONS = "urn:xmpp:carbons:2";

  private StanzaReader() {}

  /** Returns the kind of stanza that an element called {@code name} is, or null if it is none. */
  public static @Nullable StanzaKind kindOf(XmlName name) {
    if (!name.namespace().equals(CLIENT_NAMESPACE)) {
      return null;
    }
    return switch (name.localName()) {
      case "message" -> StanzaKind.MESSAGE;
      case "presence" -> StanzaKind.PRESENCE;
      case "iq" -> StanzaKind.IQ;
      default -> null;
    };
  }

  /**
   * Returns the head of {@code frame}, sent on the stream of {@code from}.
   *
   * @param frame a stanza: {@link #kindOf} knows its name
   * @param from the stream's full JID
   * @throws IllegalArgumentException where {@code frame} is no stanza
   */
  public static StanzaReading head(XmlFrame frame, Jid from) {
    StanzaKind kind = kindOf(frame.name());
    if (kind == null) {
      throw new IllegalArgumentException("not a stanza: " + frame.name());
    }
    String claimed = frame.attribute("from");
    if (claimed != null && !isOwn(claimed, from)) {
      return new StanzaReading.WrongFrom();
    }
    StanzaType type = StanzaType.of(kind, frame.attribute("type"));
    if (type == null) {
      return invalid(StanzaErrorCondition.BAD_REQUEST, "The type is missing or unknown.");
    }
    String id = frame.attribute("id");
    if (kind == StanzaKind.IQ) {
      StanzaError error = iqError(frame, type, id);
      if (error != null) {
        return new StanzaReading.Invalid(error);
      }
    }
    String addressee = frame.attribute("to");
    Jid to = null;
    if (addressee != null) {
      to = Jid.parse(addressee);
      if (to == null) {
        return invalid(StanzaErrorCondition.JID_MALFORMED, "The to address is not a JID.");
      }
    }
    return new StanzaReading.Valid(new StanzaHead(type, id, from, to, traits(frame)));
  }

  private static boolean isOwn(String claimed, Jid from) {
    if (claimed.equals(from.toString()) || claimed.equals(from.bareText())) {
      return true;
    }
    Jid jid = Jid.parse(claimed);
    return jid != null && (jid.equals(from) || jid.equals(from.bare()));
  }

  private static @Nullable StanzaError iqError(
      XmlFrame frame, StanzaType type, @Nullable String id) {
    if (id == null) {
      return StanzaError.of(StanzaErrorCondition.BAD_REQUEST, "An iq needs an id.");
    }
    int children = frame.payloads().size();
    if (type.isRequest() && children != 1) {
      return StanzaError.of(
          StanzaErrorCondition.BAD_REQUEST, "An iq of type get or set has exactly one child.");
    }
    if (type == StanzaType.RESULT && children > 1) {
      return StanzaError.of(
          StanzaErrorCondition.BAD_REQUEST, "An iq of type result has at most one child.");
    }
    if (type == StanzaType.IQ_ERROR && !hasError(frame)) {
      return StanzaError.of(
          StanzaErrorCondition.BAD_REQUEST, "An iq of type error has an error child.");
    }
    return null;
  }

  private static boolean hasError(XmlFrame frame) {
    for (XmlName payload : frame.payloads()) {
      if (payload.localName().equals("error")
          && payload.namespace().equals(frame.name().namespace())) {
        return true;
      }
    }
    return false;
  }

  private static StanzaReading invalid(StanzaErrorCondition condition, String text) {
    return new StanzaReading.Invalid(StanzaError.of(condition, text));
  }

  /** Returns the bits of the traits that the payloads of {@code frame} show. */
  static int traits(XmlFrame frame) {
    int traits = 0;
    for (XmlName payload : frame.payloads()) {
      traits |= traitBits(payload);
    }
    return traits;
  }

  private static int traitBits(XmlName payload) {
    return switch (payload.namespace()) {
      case CLIENT_NAMESPACE ->
          switch (payload.localName()) {
            case "body" -> StanzaTrait.BODY.bit();
            case "subject" -> StanzaTrait.SUBJECT.bit();
            case "thread" -> 0;
            default -> StanzaTrait.OTHER_PAYLOAD.bit();
          };
      case CHAT_STATES -> StanzaTrait.CHAT_STATE.bit();
      case HINTS ->
          switch (payload.localName()) {
            case "no-store" -> StanzaTrait.NO_STORE.bit();
            case "no-permanent-store" -> StanzaTrait.NO_PERMANENT_STORE.bit();
            case "no-copy" -> StanzaTrait.NO_COPY.bit();
            case "store" -> StanzaTrait.STORE.bit();
            default -> StanzaTrait.OTHER_PAYLOAD.bit();
          };
      case CARBONS ->
          payload.localName().equals("private")
              ? StanzaTrait.NO_COPY.bit()
              : StanzaTrait.OTHER_PAYLOAD.bit();
      default -> StanzaTrait.OTHER_PAYLOAD.bit();
    };
  }
}
