package org.godwit.protocol.envelope;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.DeliverMany;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.envelope.BusMessage.ToGateway;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StreamErrorCondition;

/** The envelopes of what gateways read: kinds from 32. Pure. */
final class GatewayEnvelopes {

  /** The lowest kind of a gateway's message. */
  static final int KIND_MIN = 32;

  private static final int STREAMS_MAX = 1_000_000;

  private static final int DELIVER = 32;
  private static final int STREAM_BOUND = 33;
  private static final int STREAM_BIND_REFUSED = 34;
  private static final int STREAM_CLOSE = 35;
  private static final int DELIVER_FROM = 36;
  private static final int STREAM_BOUND_PROFILE = 37;
  private static final int STREAM_RELEASE = 38;
  private static final int GATEWAY_BARRIER = 39;
  private static final int STREAM_RESUMED = 40;
  private static final int STREAM_RESUME_REFUSED = 41;
  private static final int PROFILE_CHANGED = 42;
  private static final int DELIVER_MANY = 43;
  private static final int STREAM_RELEASE_FROM = 44;

  private GatewayEnvelopes() {}

  static EncodedMessage encode(ToGateway message) {
    return switch (message) {
      case Deliver m -> deliver(m);
      case DeliverMany m -> deliverMany(m);
      case StreamBound m -> bound(m);
      case StreamBindRefused m ->
          writer(STREAM_BIND_REFUSED)
              .text(m.stream())
              .text(m.bindId())
              .text(m.condition().name())
              .text(m.text())
              .alone();
      case StreamClose m ->
          writer(STREAM_CLOSE).text(m.stream()).text(m.condition().name()).text(m.text()).alone();
      case StreamRelease m ->
          m.attached().isEmpty()
              ? writer(STREAM_RELEASE).text(m.stream()).alone()
              : writer(STREAM_RELEASE_FROM).text(m.stream()).text(m.attached()).alone();
      case GatewayBarrier m ->
          writer(GATEWAY_BARRIER).number(m.partition()).number(m.epoch()).alone();
      case StreamResumed m ->
          writer(STREAM_RESUMED)
              .text(m.stream())
              .text(m.bindId())
              .text(m.previd())
              .jid(m.boundJid())
              .number(m.in())
              .number(m.out())
              .number(m.profile().bits())
              .alone();
      case StreamResumeRefused m ->
          writer(STREAM_RESUME_REFUSED)
              .text(m.stream())
              .text(m.bindId())
              .text(m.condition().name())
              .text(m.text())
              .number(m.in() + 1)
              .alone();
      case ProfileChanged m ->
          writer(PROFILE_CHANGED)
              .text(m.stream())
              .number(m.profile().bits())
              .text(m.barrierId())
              .alone();
    };
  }

  static BusMessage decode(int kind, EnvelopeReader in, byte[] stanza) {
    return switch (kind) {
      case DELIVER -> new Deliver(streams(in), in.head(), stanza, in.textOrNull());
      case DELIVER_FROM ->
          new Deliver(streams(in), in.head(), stanza, in.textOrNull(), in.sourceOrNull());
      case DELIVER_MANY -> new DeliverMany(receivers(in), in.head(), stanza, in.sourceOrNull());
      case STREAM_BOUND -> new StreamBound(in.text(), in.text(), in.jid());
      case STREAM_BOUND_PROFILE ->
          new StreamBound(in.text(), in.text(), in.jid(), StreamProfile.ofBits(in.number()));
      case STREAM_BIND_REFUSED ->
          new StreamBindRefused(
              in.text(), in.text(), in.constant(StanzaErrorCondition.class), in.text());
      case STREAM_CLOSE ->
          new StreamClose(in.text(), in.constant(StreamErrorCondition.class), in.text());
      case STREAM_RELEASE -> new StreamRelease(in.text(), "");
      case STREAM_RELEASE_FROM -> new StreamRelease(in.text(), in.text());
      case GATEWAY_BARRIER -> new GatewayBarrier(in.integer(), in.number());
      case STREAM_RESUMED ->
          new StreamResumed(
              in.text(),
              in.text(),
              in.text(),
              in.jid(),
              in.number(),
              in.number(),
              StreamProfile.ofBits(in.number()));
      case STREAM_RESUME_REFUSED ->
          new StreamResumeRefused(
              in.text(),
              in.text(),
              in.constant(StanzaErrorCondition.class),
              in.text(),
              in.number() - 1);
      case PROFILE_CHANGED ->
          new ProfileChanged(in.text(), StreamProfile.ofBits(in.number()), in.textOrNull());
      default -> throw new EnvelopeException("unknown message kind " + kind);
    };
  }

  private static EncodedMessage deliver(Deliver m) {
    boolean from = m.source() != null;
    EnvelopeWriter writer = writer(from ? DELIVER_FROM : DELIVER).number(m.streams().size());
    for (String stream : m.streams()) {
      writer.text(stream);
    }
    writer.head(m.head()).text(m.receipt());
    return (from ? writer.source(m.source()) : writer).with(m.stanza());
  }

  private static EncodedMessage deliverMany(DeliverMany m) {
    EnvelopeWriter writer = writer(DELIVER_MANY).number(m.receivers().size());
    for (DeliverMany.Receiver receiver : m.receivers()) {
      writer.text(receiver.stream()).jid(receiver.jid());
    }
    return writer.head(m.head()).source(m.source()).with(m.stanza());
  }

  private static List<DeliverMany.Receiver> receivers(EnvelopeReader in) {
    long count = in.number();
    if (count < 1 || count > STREAMS_MAX) {
      throw new EnvelopeException(count + " receivers");
    }
    List<DeliverMany.Receiver> receivers = new ArrayList<>((int) Math.min(count, 4096));
    for (long i = 0; i < count; i++) {
      receivers.add(new DeliverMany.Receiver(in.text(), in.jid()));
    }
    return receivers;
  }

  private static EncodedMessage bound(StreamBound m) {
    boolean direct = m.profile().equals(StreamProfile.DIRECT);
    EnvelopeWriter writer =
        writer(direct ? STREAM_BOUND : STREAM_BOUND_PROFILE)
            .text(m.stream())
            .text(m.bindId())
            .jid(m.boundJid());
    return (direct ? writer : writer.number(m.profile().bits())).alone();
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
    return new EnvelopeWriter(EnvelopeCodec.VERSION, kind);
  }
}
