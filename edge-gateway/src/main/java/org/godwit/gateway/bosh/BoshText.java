package org.godwit.gateway.bosh;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.gateway.framing.StreamHeaders;
import org.godwit.gateway.framing.StreamPiece;
import org.jspecify.annotations.Nullable;

/** The text of answers (XEP-0124, section 6; XEP-0206). Pure. */
public final class BoshText {
  private static final String STREAMS = "http://etherx.jabber.org/streams";
  private static final String START =
      "<body xmlns='" + BoshBody.NAMESPACE + "' xmlns:stream='" + STREAMS + '\'';

  private BoshText() {}

  /** Returns an answer that says no more than how a session or a request ends. */
  public static String terminate(@Nullable String condition) {
    return start("terminate", condition) + "/>";
  }

  /** Returns an answer to a request that has come again (section 14.3). */
  public static String superseded() {
    return start("error", null) + "/>";
  }

  private static String start(String type, @Nullable String condition) {
    StringBuilder text = new StringBuilder(128).append("<body xmlns='" + BoshBody.NAMESPACE + '\'');
    StreamHeaders.append(text, "type", type);
    if (condition != null) {
      StreamHeaders.append(text, "condition", condition);
    }
    return text.toString();
  }

  /**
   * Returns an answer.
   *
   * @param ack the highest request id that was taken; {@link BoshBody#NONE} to say none
   * @param isLast whether the session ends with it
   */
  public static String answer(List<StreamPiece.Element> payloads, long ack, boolean isLast) {
    StringBuilder text = new StringBuilder(256).append(START);
    acknowledge(text, ack);
    if (isLast) {
      StreamHeaders.append(text, "type", "terminate");
      if (payloads.stream().anyMatch(BoshText::isStreamError)) {
        StreamHeaders.append(text, "condition", "remote-stream-error");
      }
    }
    return end(text, payloads);
  }

  private static boolean isStreamError(StreamPiece.Element payload) {
    return payload.name().namespace().equals(STREAMS) && payload.name().localName().equals("error");
  }

  /**
   * Returns the answer that begins a session (section 7.2).
   *
   * @param sid the session's id
   * @param from the served domain
   * @param ack the request id of the request, where the client uses acknowledgements
   */
  public static String created(
      BoshTerms terms, String sid, String from, long ack, List<StreamPiece.Element> payloads) {
    StringBuilder text = new StringBuilder(512).append(START);
    text.append(" xmlns:xmpp='" + BoshBody.XMPP_NAMESPACE + '\'');
    StreamHeaders.append(text, "sid", sid);
    StreamHeaders.append(text, "wait", Integer.toString(terms.waitSeconds()));
    StreamHeaders.append(text, "hold", Integer.toString(terms.hold()));
    StreamHeaders.append(text, "requests", Integer.toString(terms.requests()));
    StreamHeaders.append(text, "polling", Integer.toString(terms.pollingSeconds()));
    StreamHeaders.append(text, "inactivity", Integer.toString(terms.inactivitySeconds()));
    StreamHeaders.append(text, "maxpause", Integer.toString(terms.pauseSecondsMax()));
    StreamHeaders.append(text, "from", from);
    String version = terms.version();
    if (version != null) {
      StreamHeaders.append(text, "ver", version);
    }
    acknowledge(text, ack);
    StreamHeaders.append(text, "xmpp:version", "1.0");
    StreamHeaders.append(text, "xmpp:restartlogic", "true");
    return end(text, payloads);
  }

  private static void acknowledge(StringBuilder text, long ack) {
    if (ack != BoshBody.NONE) {
      StreamHeaders.append(text, "ack", Long.toString(ack));
    }
  }

  private static String end(StringBuilder text, List<StreamPiece.Element> payloads) {
    if (payloads.isEmpty()) {
      return text.append("/>").toString();
    }
    text.append('>');
    for (StreamPiece.Element payload : payloads) {
      text.append(new String(payload.bytes(), StandardCharsets.UTF_8));
    }
    return text.append("</body>").toString();
  }
}
