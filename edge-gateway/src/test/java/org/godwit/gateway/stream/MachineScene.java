package org.godwit.gateway.stream;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.gateway.stream.StreamInput.FrameReceived;
import org.godwit.gateway.xep0198_sm.StreamManagementProperties;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlLimits;
import org.godwit.protocol.xml.XmlParserPool;
import org.godwit.protocol.xml.XmlStreamEvent.FrameRead;
import org.godwit.protocol.xml.XmlStreamReader;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** What tests of the machine need: a machine, frames, and what it sends. */
public final class MachineScene {
  private MachineScene() {}

  static StreamMachine machine(boolean management, boolean iqAuth) {
    AtomicInteger ids = new AtomicInteger();
    return new StreamMachine(
        new StreamPolicy(
            new VirtualHosts(List.of("localhost")),
            true,
            false,
            3,
            management(management, "a.example:5222"),
            true,
            iqAuth,
            false,
            features()),
        () -> "id" + ids.incrementAndGet());
  }

  /** Returns what session-service offers on each host: versions of rosters, and pre-approval. */
  public static HostFeatures features() {
    HostFeatures features = new HostFeatures();
    byte[] value =
        ("<features xmlns='http://etherx.jabber.org/streams'>"
                + "<ver xmlns='urn:xmpp:features:rosterver'/>"
                + "<sub xmlns='urn:xmpp:features:pre-approval'/></features>")
            .getBytes(StandardCharsets.UTF_8);
    features.onState("localhost", value);
    features.onState("example.org", value);
    return features;
  }

  static StreamManagementProperties management(boolean offered, @Nullable String location) {
    return new StreamManagementProperties(
        offered,
        Duration.ofSeconds(300),
        3,
        5,
        8,
        DataSize.ofKilobytes(64),
        Duration.ofSeconds(60),
        Duration.ofMillis(250),
        location,
        List.of());
  }

  static FrameReceived frame(String xml) {
    String header =
        "<stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";
    XmlStreamReader reader = new XmlStreamReader(XmlLimits.DEFAULT, new XmlParserPool());
    byte[] bytes = (header + xml).getBytes(StandardCharsets.UTF_8);
    reader.feed(bytes, 0, bytes.length);
    reader.next();
    if (reader.next() instanceof FrameRead(XmlFrame frame)) {
      return new FrameReceived(frame, 0);
    }
    throw new AssertionError("no element: " + xml);
  }

  static String sent(StreamStep step) {
    StringBuilder text = new StringBuilder();
    for (StreamEffect effect : step.effects()) {
      if (effect instanceof StreamEffect.Send(String xml)) {
        text.append(xml);
      }
    }
    return text.toString();
  }

  static <T extends StreamEffect> T effect(StreamStep step, Class<T> type) {
    return step.effects().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " is not among " + step.effects()));
  }
}
