package org.godwit.protocol.envelope;

/**
 * The bytes of a record: envelope and stanza.
 *
 * @param envelope value of the record's header {@link EnvelopeCodec#HEADER}
 * @param stanza the record's value: the stanza as XML, empty where the message has none
 */
public record EncodedMessage(byte[] envelope, byte[] stanza) {

  @Override
  public String toString() {
    return "EncodedMessage[" + envelope.length + '+' + stanza.length + " bytes]";
  }
}
