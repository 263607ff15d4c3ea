package org.godwit.protocol.xml;

import javax.xml.stream.XMLStreamException;
import org.godwit.protocol.stanza.StreamErrorCondition;

/** What the scanner refuses for a reason of its own, with the stream error to send. */
final class ScanException extends XMLStreamException {

  private static final long serialVersionUID = 1L;

  private final StreamErrorCondition condition;
  private final String text;

  ScanException(StreamErrorCondition condition, String message) {
    super(message);
    this.condition = condition;
    this.text = message;
  }

  StreamErrorCondition condition() {
    return condition;
  }

  String text() {
    return text;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
