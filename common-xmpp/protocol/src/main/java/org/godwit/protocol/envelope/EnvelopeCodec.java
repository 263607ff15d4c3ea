package org.godwit.protocol.envelope;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StreamErrorCondition;

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

  private static final byte[] NO_STANZA = new byte[0];
  private static final int STREAMS_MAX = 1_000_000;

  private static final int SENT = 1;
  private static final int INCOMING = 2;
  private static final int UNDELIVERED = 3;
  private static final int DELIVERED = 4;
  private static final int STREAM_BIND = 5;
  private static final int STREAM_CLOSED = 6;
  private static final int GATEWAY_STARTED = 7;
  private static final int DELIVER = 32;
  private static final int STREAM_BOUND = 33;
  private static final int STREAM_BIND_REFUSED = 34;
  private static final int STREAM_CLOSE = 35;

  private EnvelopeCodec() {}

  /** Returns the bytes of {@code message}. */
  public static EncodedMessage encode(BusMessage message) {
    return switch (message) {
      case Sent m -> encoded(writer(SENT).origin(m.origin()).head(m.head()), m.stanza());
      case Incoming m -> encoded(writer(INCOMING).origin(m.origin()).head(m.head()), m.stanza());
      case Undelivered m ->
          encoded(
              writer(UNDELIVERED).stream(m.stream()).head(m.head()).text(m.receipt()), m.stanza());
      case Delivered m -> encoded(writer(DELIVERED).stream(m.stream()).text(m.receipt()));
      case StreamBind m ->
          encoded(
              writer(STREAM_BIND).stream(m.stream())
                  .jid(m.account())
                  .text(m.resource())
                  .text(m.bindId()));
      case StreamClosed m -> encoded(writer(STREAM_CLOSED).stream(m.stream()).jid(m.boundJid()));
      case GatewayStarted m -> encoded(writer(GATEWAY_STARTED).text(m.gateway()).number(m.epoch()));
      case Deliver m -> {
        EnvelopeWriter writer = writer(DELIVER).number(m.streams().size());
        for (String stream : m.streams()) {
          writer.text(stream);
        }
        yield encoded(writer.head(m.head()).text(m.receipt()), m.stanza());
      }
      case StreamBound m ->
          encoded(writer(STREAM_BOUND).text(m.stream()).text(m.bindId()).jid(m.boundJid()));
      case StreamBindRefused m ->
          encoded(
              writer(STREAM_BIND_REFUSED)
                  .text(m.stream())
                  .text(m.bindId())
                  .text(m.condition().name())
                  .text(m.text()));
      case StreamClose m ->
          encoded(writer(STREAM_CLOSE).text(m.stream()).text(m.condition().name()).text(m.text()));
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
    return switch (kind) {
      case SENT -> new Sent(in.origin(), in.head(), stanza);
      case INCOMING -> new Incoming(in.originOrNull(), in.head(), stanza);
      case UNDELIVERED -> new Undelivered(in.stream(), in.head(), stanza, in.textOrNull());
      case DELIVERED -> new Delivered(in.stream(), in.text());
      case STREAM_BIND -> new StreamBind(in.stream(), in.jid(), in.textOrNull(), in.text());
      case STREAM_CLOSED -> new StreamClosed(in.stream(), in.jid());
      case GATEWAY_STARTED -> new GatewayStarted(in.text(), in.number());
      case DELIVER -> new Deliver(streams(in), in.head(), stanza, in.textOrNull());
      case STREAM_BOUND -> new StreamBound(in.text(), in.text(), in.jid());
      case STREAM_BIND_REFUSED ->
          new StreamBindRefused(
              in.text(), in.text(), in.constant(StanzaErrorCondition.class), in.text());
      case STREAM_CLOSE ->
          new StreamClose(in.text(), in.constant(StreamErrorCondition.class), in.text());
      default -> throw new EnvelopeException("unknown message kind " + kind);
    };
  }

  private static List<String> streams(EnvelopeReader in) {
    long count = in.number();
    if (count < 1 || count > STREAMS_MAX) {
      throw new EnvelopeException(count + " streams");
    }
    if (count == 1) {
      return List.of(in.text());
    }
    List<String> streams = new ArrayList<>((int) Math.min(count, 4096));
    for (long i = 0; i < count; i++) {
      streams.add(in.text());
    }
    return streams;
  }

  private static EnvelopeWriter writer(int kind) {
    return new EnvelopeWriter(VERSION, kind);
  }

  private static EncodedMessage encoded(EnvelopeWriter writer) {
    return encoded(writer, NO_STANZA);
  }

  private static EncodedMessage encoded(EnvelopeWriter writer, byte[] stanza) {
    return new EncodedMessage(writer.toBytes(), stanza);
  }
}
