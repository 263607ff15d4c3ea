package org.godwit.protocol.module;

import java.util.List;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** The answer to an iq request. */
public sealed interface Reply {

  /**
   * An iq of type {@code result}.
   *
   * @param payload its child; null for none
   * @param stanzas what is sent before it; they are durable before the request's record is done
   */
  record Result(@Nullable XmlElement payload, List<OutgoingStanza> stanzas) implements Reply {
    /** Copies the list. */
    public Result {
      stanzas = List.copyOf(stanzas);
    }

    /** Makes one that brings nothing else about. */
    public Result(@Nullable XmlElement payload) {
      this(payload, List.of());
    }
  }

  /**
   * An iq of type {@code result} that ends a series of messages for the stream that has asked.
   *
   * @param messages whole messages that the stream gets first, in order, as the bus carries them
   *     ({@link org.godwit.protocol.stanza.StanzaBytes})
   * @param payload the iq's child; null for none
   */
  record Page(List<byte[]> messages, @Nullable XmlElement payload) implements Reply {
    /** Copies the list. */
    public Page {
      messages = List.copyOf(messages);
    }
  }

  /**
   * An iq of type {@code error}.
   *
   * @param error why
   */
  record Failure(StanzaError error) implements Reply {}

  /** Returns a result without payload. */
  static Reply empty() {
    return new Result(null);
  }

  /** Returns a result with {@code payload}. */
  static Reply of(XmlElement payload) {
    return new Result(payload);
  }

  /** Returns a refusal. */
  static Reply failure(StanzaError error) {
    return new Failure(error);
  }
}
