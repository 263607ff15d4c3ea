package org.godwit.protocol.envelope;

/** Bytes that are no envelope this version can read: the record is poison. */
public final class EnvelopeException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  EnvelopeException(String message) {
    super(message);
  }
}
