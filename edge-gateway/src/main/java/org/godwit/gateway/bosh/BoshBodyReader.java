package org.godwit.gateway.bosh;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlName;
import org.godwit.protocol.xml.XmlParserPool;
import org.godwit.protocol.xml.XmlStreamEvent;
import org.godwit.protocol.xml.XmlStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of BOSH requests. Pure but for the pool, whose thread is its own. */
public final class BoshBodyReader {
  private static final XmlName BODY = new XmlName(BoshBody.NAMESPACE, "body");

  private BoshBodyReader() {}

  /**
   * Returns what {@code bytes} hold, or null where they are no body element: no XML, not UTF-8, not
   * whole, past {@code limits}, or with something behind it. The array is not kept.
   */
  public static @Nullable BoshBody read(byte[] bytes, XmlLimits limits, XmlParserPool pool) {
    XmlStreamReader reader = new XmlStreamReader(limits, pool);
    int end = end(bytes);
    // Whitespace behind the body is harmless, but an end of a stream is read with nothing behind
    // it.
    reader.feed(bytes.clone(), 0, end);
    if (!(reader.next() instanceof XmlStreamEvent.StreamOpened opened)
        || !opened.name().equals(BODY)) {
      return null;
    }
    boolean isEmptyTag = reader.unread() == 0;
    List<XmlFrame> payloads = new ArrayList<>();
    for (XmlStreamEvent event = reader.next(); event != null; event = reader.next()) {
      switch (event) {
        case XmlStreamEvent.FrameRead(XmlFrame frame) -> payloads.add(frame);
        case XmlStreamEvent.StreamEnded _ -> {
          return isEmptyTag || isLastTag(bytes, end)
              ? new BoshBody(opened.attributes(), List.copyOf(payloads))
              : null;
        }
        case XmlStreamEvent.StreamOpened _, XmlStreamEvent.Rejected _ -> {
          return null;
        }
      }
    }
    return null;
  }

  /** Tells whether the document's last tag is an end tag of a body: nothing can be behind it. */
  private static boolean isLastTag(byte[] bytes, int end) {
    int start = end - 1;
    while (start >= 0 && bytes[start] != '<') {
      start--;
    }
    return start >= 0 && start + 1 < end && bytes[start + 1] == '/' && bytes[end - 1] == '>';
  }

  private static int end(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] <= ' ' && bytes[end - 1] >= 0) {
      end--;
    }
    return end;
  }
}
