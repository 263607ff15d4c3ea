package org.godwit.protocol.xml;

import java.util.List;
import java.util.Map;
import org.godwit.protocol.stanza.StreamErrorCondition;

/** What {@code XmlStreamReader} found in the bytes it was fed. */
public sealed interface XmlStreamEvent {

  /**
   * The stream's start tag.
   *
   * @param name namespace and local name of the root
   * @param attributes attributes, without namespace declarations
   * @param namespaces declared prefixes; the empty prefix is the content namespace
   */
  record StreamOpened(XmlName name, List<XmlAttribute> attributes, Map<String, String> namespaces)
      implements XmlStreamEvent {}

  /**
   * A complete child of the stream.
   *
   * @param frame the child
   */
  record FrameRead(XmlFrame frame) implements XmlStreamEvent {}

  /** The stream's end tag. */
  record StreamEnded() implements XmlStreamEvent {}

  /**
   * The input cannot be read on; the last event of a reader.
   *
   * @param condition the stream error to send
   * @param text what was wrong, for the peer; holds none of its input
   */
  record Rejected(StreamErrorCondition condition, String text) implements XmlStreamEvent {}
}
