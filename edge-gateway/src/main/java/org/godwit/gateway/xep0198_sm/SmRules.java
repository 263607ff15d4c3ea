package org.godwit.gateway.xep0198_sm;

import static org.godwit.protocol.stanza.StanzaErrorCondition.BAD_REQUEST;
import static org.godwit.protocol.stanza.StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED;
import static org.godwit.protocol.stanza.StanzaErrorCondition.UNEXPECTED_REQUEST;

import org.godwit.gateway.xep0198_sm.SmRequest.Ack;
import org.godwit.gateway.xep0198_sm.SmRequest.AckRequest;
import org.godwit.gateway.xep0198_sm.SmRequest.Enable;
import org.godwit.gateway.xep0198_sm.SmRequest.Invalid;
import org.godwit.gateway.xep0198_sm.SmRequest.Resume;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlFrame;
import org.jspecify.annotations.Nullable;

/** Reads the elements of stream management and decides which of them may come when. Pure. */
public final class SmRules {
  /** What {@link #acknowledged} returns where a client claims too much. */
  public static final long TOO_HIGH = -1;

  /** {@code Origin.n} of the stanza before the first one that is counted. */
  public static final long FIRST_COUNTED = 1L << 32;

  private static final long H_MAX = (1L << 32) - 1;
  private static final int H_DIGITS_MAX = 10;

  private SmRules() {}

  /** Reads {@code frame}, whose namespace is {@link SmElements#NAMESPACE}. */
  public static SmRequest read(XmlFrame frame) {
    return read(frame.name().localName(), frame::attribute);
  }

  /** Reads {@code element}, whose namespace is {@link SmElements#NAMESPACE}. */
  public static SmRequest read(XmlElement element) {
    return read(element.localName(), element::attribute);
  }

  /** What stands in an element's attributes, by their names. */
  private interface Attributes {
    @Nullable String get(String name);
  }

  private static SmRequest read(String localName, Attributes attributes) {
    return switch (localName) {
      case "enable" -> enable(attributes);
      case "resume" -> resume(attributes);
      case "r" -> new AckRequest();
      case "a" -> {
        long h = number(attributes.get("h"));
        yield h < 0 ? new Invalid(BAD_REQUEST) : new Ack(h);
      }
      default -> new Invalid(FEATURE_NOT_IMPLEMENTED);
    };
  }

  private static SmRequest enable(Attributes attributes) {
    String max = attributes.get("max");
    long seconds = max == null ? Integer.MAX_VALUE : number(max);
    String resume = attributes.get("resume");
    if (seconds < 1) {
      return new Invalid(BAD_REQUEST);
    }
    int maxSeconds = (int) Math.min(seconds, Integer.MAX_VALUE);
    return switch (resume == null ? "false" : resume) {
      case "true", "1" -> new Enable(true, maxSeconds);
      case "false", "0" -> new Enable(false, maxSeconds);
      default -> new Invalid(BAD_REQUEST);
    };
  }

  private static SmRequest resume(Attributes attributes) {
    String previd = attributes.get("previd");
    long h = number(attributes.get("h"));
    return previd == null || previd.isEmpty() || h < 0
        ? new Invalid(BAD_REQUEST)
        : new Resume(previd, h);
  }

  /**
   * Returns why {@code request} cannot be served on an authenticated stream; null where it can.
   *
   * @param offered whether the operator allows stream management
   * @param bound whether a resource is bound
   * @param managed whether the stream is managed already
   */
  public static @Nullable StanzaErrorCondition refusal(
      SmRequest request, boolean offered, boolean bound, boolean managed) {
    if (!offered) {
      return FEATURE_NOT_IMPLEMENTED;
    }
    return switch (request) {
      case Invalid(StanzaErrorCondition condition) -> condition;
      // Section 3: not before binding, and once only.
      case Enable _ -> bound && !managed ? null : UNEXPECTED_REQUEST;
      case Resume _ -> bound ? UNEXPECTED_REQUEST : null;
      case AckRequest _, Ack _ -> managed ? null : UNEXPECTED_REQUEST;
    };
  }

  /** Returns for how many seconds a stream may be resumed; 0 where it may not. */
  public static int resumption(Enable request, long maxSeconds) {
    return request.resume() ? (int) Math.min(request.maxSeconds(), maxSeconds) : 0;
  }

  /**
   * Returns how many stanzas a client has handled that says {@code h}; {@link #TOO_HIGH} where that
   * is more than it was sent. An older count than the last one is ignored.
   *
   * @param acked how many it has acknowledged so far
   * @param sent how many it was sent
   */
  public static long acknowledged(long h, long acked, long sent) {
    long ahead = SmElements.h(h - acked);
    if (ahead <= sent - acked) {
      return acked + ahead;
    }
    long behind = SmElements.h(acked - h);
    return behind <= Math.min(acked, H_MAX / 2) ? acked : TOO_HIGH;
  }

  /** Reads an unsigned 32-bit number; -1 where it is none. */
  private static long number(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > H_DIGITS_MAX) {
      return -1;
    }
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      value = value * 10 + c - '0';
    }
    return value > H_MAX ? -1 : value;
  }
}
