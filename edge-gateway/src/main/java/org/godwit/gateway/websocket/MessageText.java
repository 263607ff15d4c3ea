package org.godwit.gateway.websocket;

import java.nio.charset.StandardCharsets;
import org.godwit.gateway.framing.StreamHeaders;
import org.godwit.gateway.framing.StreamPiece;
import org.godwit.protocol.xml.XmlAttribute;

/** The WebSocket messages that say what a stream says (RFC 7395, section 3). Pure. */
public final class MessageText {
  private static final byte[] CLOSE =
      ("<close xmlns='" + MessageReader.NAMESPACE + "'/>").getBytes(StandardCharsets.US_ASCII);

  private MessageText() {}

  /** Returns the message of {@code piece}, UTF-8; never changed. */
  public static byte[] of(StreamPiece piece) {
    return switch (piece) {
      case StreamPiece.Opened(var attributes) -> {
        StringBuilder text =
            new StringBuilder(192).append("<open xmlns='" + MessageReader.NAMESPACE + '\'');
        for (XmlAttribute attribute : attributes) {
          StreamHeaders.append(text, attribute);
        }
        yield text.append("/>").toString().getBytes(StandardCharsets.UTF_8);
      }
      case StreamPiece.Element element -> element.bytes();
      case StreamPiece.Ended _ -> CLOSE;
    };
  }
}
