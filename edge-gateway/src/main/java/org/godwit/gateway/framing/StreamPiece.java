package org.godwit.gateway.framing;

import java.util.List;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlName;

/** A piece of what the stream machine and the bus send to a client. */
public sealed interface StreamPiece {
  /**
   * A stream header.
   *
   * @param attributes its attributes
   */
  record Opened(List<XmlAttribute> attributes) implements StreamPiece {}

  /**
   * One element of the stream, complete with its namespaces.
   *
   * @param name its name
   * @param bytes the element, UTF-8; never changed
   */
  record Element(XmlName name, byte[] bytes) implements StreamPiece {
    /** Returns the name only: content is never logged. */
    @Override
    public String toString() {
      return "Element[" + name + ", " + bytes.length + " bytes]";
    }
  }

  /** The end of the stream. */
  record Ended() implements StreamPiece {}
}
