package org.godwit.gateway.routing;

import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** What becomes of a child of a bound stream. */
public sealed interface InboundDecision {
  /**
   * The stanza goes on the bus.
   *
   * @param route where to
   * @param head its head, stamped
   * @param stanza its bytes, stamped
   */
  record Publish(Route route, StanzaHead head, byte[] stanza) implements InboundDecision {
    /** Tells whether all of it goes to {@code topic} under {@code key}. */
    public boolean isFor(String topic, String key) {
      return route.copyKey() == null && route.topic().equals(topic) && route.key().equals(key);
    }

    @Override
    public String toString() {
      return "Publish[" + route.topic() + ", " + head.type() + ']';
    }
  }

  /**
   * The edge answers itself.
   *
   * @param stanza the answer; null where the stanza must not be answered
   */
  record Answer(@Nullable XmlElement stanza) implements InboundDecision {}

  /**
   * The stream ends.
   *
   * @param error with this error
   */
  record End(StreamError error) implements InboundDecision {}

  /** The element is no stanza: the stream machine decides. */
  record NoStanza() implements InboundDecision {}
}
