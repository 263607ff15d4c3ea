package org.godwit.protocol.envelope;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.IncomingMany;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBarrier;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.BusMessage.StreamProgress;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.envelope.BusMessage.ToOwner;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.jid.Jid;

/** The envelopes of what owners read: kinds 1 to 31. Pure. */
final class OwnerEnvelopes {

  private static final int SENT = 1;
  private static final int INCOMING = 2;
  private static final int UNDELIVERED = 3;
  private static final int DELIVERED = 4;
  private static final int STREAM_BIND = 5;
  private static final int STREAM_CLOSED = 6;
  private static final int GATEWAY_STARTED = 7;
  private static final int STREAM_ENABLED = 8;
  private static final int STREAM_PROGRESS = 9;
  private static final int STREAM_DETACHED = 10;
  private static final int STREAM_RELEASED = 11;
  private static final int STREAM_RESUME = 12;
  private static final int GATEWAY_DRAINED = 13;
  private static final int STREAM_BARRIER = 14;
  private static final int UNDELIVERED_FROM = 15;
  private static final int INCOMING_MANY = 16;
  private static final int STREAM_RELEASED_FROM = 17;

  private static final int RECEIVERS_MAX = 1_000_000;

  private OwnerEnvelopes() {}

  static EncodedMessage encode(ToOwner message) {
    return switch (message) {
      case Sent m -> writer(SENT).origin(m.origin()).head(m.head()).with(m.stanza());
      case Incoming m -> writer(INCOMING).origin(m.origin()).head(m.head()).with(m.stanza());
      case IncomingMany m -> incomingMany(m);
      case Undelivered m -> undelivered(m);
      case Delivered m -> writer(DELIVERED).stream(m.stream()).text(m.receipt()).alone();
      case StreamBind m -> {
        EnvelopeWriter bind =
            writer(STREAM_BIND).stream(m.stream())
                .jid(m.account())
                .text(m.resource())
                .text(m.bindId());
        yield (m.carbons() ? bind.flag(true) : bind).alone();
      }
      case StreamClosed m -> writer(STREAM_CLOSED).stream(m.stream()).jid(m.boundJid()).alone();
      case GatewayStarted m -> writer(GATEWAY_STARTED).text(m.gateway()).number(m.epoch()).alone();
      case StreamEnabled m ->
          writer(STREAM_ENABLED).stream(m.stream())
              .flag(m.resumable())
              .number(m.maxSeconds())
              .number(m.outOffset() + 1)
              .alone();
      case StreamProgress m ->
          writer(STREAM_PROGRESS).stream(m.stream()).counts(m.counts()).alone();
      case StreamDetached m ->
          writer(STREAM_DETACHED).stream(m.stream()).counts(m.counts()).alone();
      case StreamReleased m ->
          m.attached().isEmpty()
              ? writer(STREAM_RELEASED).stream(m.stream()).countsOrNull(m.counts()).alone()
              : writer(STREAM_RELEASED_FROM).stream(m.stream())
                  .countsOrNull(m.counts())
                  .text(m.attached())
                  .alone();
      case StreamResume m ->
          writer(STREAM_RESUME).stream(m.stream())
              .jid(m.account())
              .text(m.previd())
              .number(m.h())
              .text(m.bindId())
              .number(m.epoch())
              .alone();
      case GatewayDrained m -> writer(GATEWAY_DRAINED).text(m.gateway()).number(m.epoch()).alone();
      case StreamBarrier m -> writer(STREAM_BARRIER).stream(m.stream()).text(m.barrierId()).alone();
    };
  }

  static BusMessage decode(int kind, EnvelopeReader in, byte[] stanza) {
    return switch (kind) {
      case SENT -> new Sent(in.origin(), in.head(), stanza);
      case INCOMING -> new Incoming(in.originOrNull(), in.head(), stanza);
      case INCOMING_MANY -> new IncomingMany(in.head(), stanza, receivers(in));
      case UNDELIVERED -> new Undelivered(in.stream(), in.head(), stanza, in.textOrNull());
      case UNDELIVERED_FROM ->
          new Undelivered(
              in.stream(), in.head(), stanza, in.textOrNull(), in.sourceOrNull(), in.number() - 1);
      case DELIVERED -> new Delivered(in.stream(), in.text());
      case STREAM_BIND ->
          new StreamBind(in.stream(), in.jid(), in.textOrNull(), in.text(), in.flagIfThere());
      case STREAM_CLOSED -> new StreamClosed(in.stream(), in.jid());
      case GATEWAY_STARTED -> new GatewayStarted(in.text(), in.number());
      case STREAM_ENABLED ->
          new StreamEnabled(in.stream(), in.flag(), in.integer(), in.number() - 1);
      case STREAM_PROGRESS -> new StreamProgress(in.stream(), in.counts());
      case STREAM_DETACHED -> new StreamDetached(in.stream(), in.counts());
      case STREAM_RELEASED -> new StreamReleased(in.stream(), in.countsOrNull(), "");
      case STREAM_RELEASED_FROM -> new StreamReleased(in.stream(), in.countsOrNull(), in.text());
      case STREAM_RESUME ->
          new StreamResume(in.stream(), in.jid(), in.text(), in.number(), in.text(), in.number());
      case GATEWAY_DRAINED -> new GatewayDrained(in.text(), in.number());
      case STREAM_BARRIER -> new StreamBarrier(in.stream(), in.text());
      default -> throw new EnvelopeException("unknown message kind " + kind);
    };
  }

  private static EncodedMessage incomingMany(IncomingMany m) {
    EnvelopeWriter writer = writer(INCOMING_MANY).head(m.head()).number(m.receivers().size());
    for (Jid receiver : m.receivers()) {
      writer.jid(receiver);
    }
    return writer.with(m.stanza());
  }

  private static List<Jid> receivers(EnvelopeReader in) {
    int count = in.integer();
    if (count < 1 || count > RECEIVERS_MAX) {
      throw new EnvelopeException(count + " receivers");
    }
    List<Jid> receivers = new ArrayList<>(Math.min(count, 4096));
    for (int i = 0; i < count; i++) {
      receivers.add(in.jid());
    }
    return receivers;
  }

  /** Kind 3 stays readable for ever; what it cannot say has a kind of its own. */
  private static EncodedMessage undelivered(Undelivered m) {
    if (m.source() == null && m.gatewayOffset() < 0) {
      return writer(UNDELIVERED).stream(m.stream())
          .head(m.head())
          .text(m.receipt())
          .with(m.stanza());
    }
    return writer(UNDELIVERED_FROM).stream(m.stream())
        .head(m.head())
        .text(m.receipt())
        .source(m.source())
        .number(m.gatewayOffset() + 1)
        .with(m.stanza());
  }

  private static EnvelopeWriter writer(int kind) {
    return new EnvelopeWriter(EnvelopeCodec.VERSION, kind);
  }
}
