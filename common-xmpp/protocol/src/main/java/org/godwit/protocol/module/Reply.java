package org.godwit.protocol.module;

import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** The answer to an iq request. */
public sealed interface Reply {

  /**
   * An iq of type {@code result}.
   *
   * @param payload its child; null for none
   */
  record Result(@Nullable XmlElement payload) implements Reply {}

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
