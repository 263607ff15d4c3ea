package org.godwit.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.EncodedMessage;
import org.godwit.protocol.envelope.EnvelopeCodec;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.stanza.StanzaReading;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlParserPool;
import org.godwit.protocol.xml.XmlStreamEvent;
import org.godwit.protocol.xml.XmlStreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one chat message costs in each pure step between two clients. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class StanzaBenchmark {

  private static final Origin ORIGIN = new Origin(new StreamRef("g1", "m1abc-0123456789abcdef"), 7);

  private final XmlStreamReader reader = opened();
  private final XmlFrame frame = read(opened());
  private final StanzaReading.Valid valid = head(frame);
  private final byte[] stamped = stamp(frame, valid);
  private final EncodedMessage encoded =
      EnvelopeCodec.encode(new Incoming(ORIGIN, valid.head(), stamped));

  /** The gateway reads the stanza from the socket's bytes. */
  @Benchmark
  public XmlFrame readFrame() {
    return read(reader);
  }

  /** The gateway reads what it must know to route it. */
  @Benchmark
  public StanzaReading.Valid readHead() {
    return head(frame);
  }

  /** The gateway stamps the sender. */
  @Benchmark
  public byte[] stampedBytes() {
    return stamp(frame, valid);
  }

  /** The gateway writes the envelope for the owner. */
  @Benchmark
  public EncodedMessage encodedIncoming() {
    return EnvelopeCodec.encode(new Incoming(ORIGIN, valid.head(), stamped));
  }

  /** The owner reads the envelope. */
  @Benchmark
  public BusMessage decodedIncoming() {
    return EnvelopeCodec.decode(encoded.envelope(), encoded.stanza());
  }

  /** The owner writes the envelope for the gateway. */
  @Benchmark
  public EncodedMessage encodedDeliver() {
    return EnvelopeCodec.encode(
        new Deliver(List.of("m1abc-0123456789abcdef"), valid.head(), stamped, null));
  }

  private static XmlStreamReader opened() {
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, new XmlParserPool());
    reader.feed(Samples.STREAM.clone(), 0, Samples.STREAM.length);
    reader.next();
    return reader;
  }

  private static XmlFrame read(XmlStreamReader reader) {
    reader.feed(Samples.MESSAGE.clone(), 0, Samples.MESSAGE.length);
    if (reader.next() instanceof XmlStreamEvent.FrameRead read) {
      return read.frame();
    }
    throw new IllegalStateException("no frame");
  }

  private static StanzaReading.Valid head(XmlFrame frame) {
    if (StanzaReader.head(frame, Samples.ALICE) instanceof StanzaReading.Valid head) {
      return head;
    }
    throw new IllegalStateException("no head");
  }

  private static byte[] stamp(XmlFrame frame, StanzaReading.Valid valid) {
    return StanzaBytes.stamp(frame, Samples.ALICE, valid.head().to(), null);
  }
}
