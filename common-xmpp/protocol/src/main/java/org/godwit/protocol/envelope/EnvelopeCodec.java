package org.godwit.protocol.envelope;

import org.godwit.protocol.envelope.BusMessage.ToGateway;
import org.godwit.protocol.envelope.BusMessage.ToOwner;

/**
 * The bytes of a {@link BusMessage}, version 1; {@code docs/envelope.md} describes them and the
 * golden files pin them.
 *
 * <p>Compatibility: a version only appends fields to a message; a reader ignores what follows the
 * fields it knows. An unknown version or kind is refused. Pure; any thread.
 */
public final class EnvelopeCodec {

  /** The record header that holds the envelope. */
  public static final String HEADER = "gw";

  /** The version written here. */
  public static final int VERSION = 1;

  private EnvelopeCodec() {}

  /** Returns the bytes of {@code message}. */
  public static EncodedMessage encode(BusMessage message) {
    return switch (message) {
      case ToOwner m -> OwnerEnvelopes.encode(m);
      case ToGateway m -> GatewayEnvelopes.encode(m);
    };
  }

  /**
   * Returns the message in these bytes.
   *
   * @throws EnvelopeException where they are none
   */
  public static BusMessage decode(byte[] envelope, byte[] stanza) {
    EnvelopeReader in = new EnvelopeReader(envelope);
    int version = in.octet();
    if (version != VERSION) {
      throw new EnvelopeException("unknown envelope version " + version);
    }
    int kind = in.octet();
    return kind < GatewayEnvelopes.KIND_MIN
        ? OwnerEnvelopes.decode(kind, in, stanza)
        : GatewayEnvelopes.decode(kind, in, stanza);
  }
}
