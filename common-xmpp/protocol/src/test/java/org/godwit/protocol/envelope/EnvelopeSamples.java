package org.godwit.protocol.envelope;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.stanza.StreamErrorCondition;

/** One message of each kind, with the name of the golden file that holds its envelope. */
final class EnvelopeSamples {

  static final byte[] STANZA =
      "<message xmlns=\"jabber:client\"/>".getBytes(StandardCharsets.UTF_8);

  private static final StreamRef STREAM = new StreamRef("gw-1", "mbx0k9c1-5f3a");
  private static final Origin ORIGIN = new Origin(STREAM, 300);
  private static final Jid ALICE = Jid.of("alice@example.com/phone");
  private static final Jid BOB = Jid.of("b\u00f6b@example.com");
  private static final StanzaHead CHAT = new StanzaHead(StanzaType.CHAT, "m-1", ALICE, BOB, 129);
  private static final StanzaHead PRESENCE =
      new StanzaHead(StanzaType.AVAILABLE, null, ALICE, null, 0);
  private static final StanzaHead RESULT = new StanzaHead(StanzaType.RESULT, "", null, ALICE, 64);

  private EnvelopeSamples() {}

  static Map<String, BusMessage> all() {
    Map<String, BusMessage> all = new LinkedHashMap<>();
    all.put("sent", new BusMessage.Sent(ORIGIN, PRESENCE, STANZA));
    all.put("incoming", new BusMessage.Incoming(ORIGIN, CHAT, STANZA));
    all.put("incoming-of-service", new BusMessage.Incoming(null, RESULT, STANZA));
    all.put("undelivered", new BusMessage.Undelivered(STREAM, CHAT, STANZA, null));
    all.put("undelivered-receipt", new BusMessage.Undelivered(STREAM, CHAT, STANZA, "offline-7"));
    all.put("delivered", new BusMessage.Delivered(STREAM, "offline-7"));
    all.put("stream-bind", new BusMessage.StreamBind(STREAM, ALICE.bare(), "\u260e", "bind-1"));
    all.put("stream-bind-any", new BusMessage.StreamBind(STREAM, ALICE.bare(), null, "bind-2"));
    all.put(
        "stream-bind-carbons",
        new BusMessage.StreamBind(STREAM, ALICE.bare(), null, "bind-2", true));
    all.put("stream-closed", new BusMessage.StreamClosed(STREAM, ALICE));
    all.put("gateway-started", new BusMessage.GatewayStarted("gw-1", 1_767_225_600_000L));
    all.put("deliver", new BusMessage.Deliver(List.of("s1"), CHAT, STANZA, null));
    all.put("deliver-many", new BusMessage.Deliver(List.of("s1", "s2", "s3"), CHAT, STANZA, "r"));
    all.put("stream-bound", new BusMessage.StreamBound("s1", "bind-1", ALICE));
    all.put(
        "stream-bind-refused",
        new BusMessage.StreamBindRefused(
            "s1", "bind-1", StanzaErrorCondition.RESOURCE_CONSTRAINT, "Too many resources."));
    all.put(
        "stream-close",
        new BusMessage.StreamClose("s1", StreamErrorCondition.CONFLICT, "Replaced."));
    ofManagedStreams(all);
    ofRooms(all);
    return all;
  }

  /** What goes to many at once. */
  private static void ofRooms(Map<String, BusMessage> all) {
    Source source = new Source(70_000, 1_767_225_600_123L, false);
    all.put(
        "incoming-many",
        new BusMessage.IncomingMany(
            PRESENCE, STANZA, List.of(Jid.of("b\u00f6b@example.com/pc"), ALICE)));
    all.put(
        "deliver-to-each",
        new BusMessage.DeliverMany(
            List.of(
                new BusMessage.DeliverMany.Receiver("s1", Jid.of("b\u00f6b@example.com/pc")),
                new BusMessage.DeliverMany.Receiver("s2", ALICE)),
            PRESENCE,
            STANZA,
            source));
  }

  /** What came with stream management, leases and profiles. */
  private static void ofManagedStreams(Map<String, BusMessage> all) {
    Source source = new Source(70_000, 1_767_225_600_123L, false);
    StreamCounts counts = new StreamCounts(300, 4_294_967_299L, 70_001, 5_000);
    StreamProfile vetted = new StreamProfile(true, true);
    all.put(
        "undelivered-from", new BusMessage.Undelivered(STREAM, CHAT, STANZA, null, source, 70_002));
    all.put("undelivered-at", new BusMessage.Undelivered(STREAM, CHAT, STANZA, "r", null, 0));
    all.put("stream-enabled", new BusMessage.StreamEnabled(STREAM, true, 300, 69_999));
    all.put("stream-enabled-acks-only", new BusMessage.StreamEnabled(STREAM, false, 0, -1));
    all.put("stream-progress", new BusMessage.StreamProgress(STREAM, counts));
    all.put("stream-detached", new BusMessage.StreamDetached(STREAM, new StreamCounts(0, 0, -1)));
    all.put("stream-released", new BusMessage.StreamReleased(STREAM, counts, ""));
    all.put("stream-released-from", new BusMessage.StreamReleased(STREAM, counts, "s9"));
    all.put("stream-released-unknown", new BusMessage.StreamReleased(STREAM, null, ""));
    all.put(
        "stream-resume",
        new BusMessage.StreamResume(
            new StreamRef("gw-2", "mbx0k9c2-77"), ALICE.bare(), "mbx0k9c1-5f3a", 7, "0", 1L << 40));
    all.put("gateway-drained", new BusMessage.GatewayDrained("gw-1", 1_767_225_600_000L));
    all.put("stream-barrier", new BusMessage.StreamBarrier(STREAM, "b-1"));
    all.put(
        "deliver-from",
        new BusMessage.Deliver(
            List.of("s1", "s2"), CHAT, STANZA, null, new Source(0, 1_767_225_600_123L, true)));
    all.put("stream-bound-profile", new BusMessage.StreamBound("s1", "bind-1", ALICE, vetted));
    all.put("stream-release", new BusMessage.StreamRelease("s1", ""));
    all.put("stream-release-from", new BusMessage.StreamRelease("s1", "s9"));
    all.put("gateway-barrier", new BusMessage.GatewayBarrier(15, 1_767_225_600_000L));
    all.put(
        "stream-resumed",
        new BusMessage.StreamResumed("s2", "0", "s1", ALICE, 300, 7, StreamProfile.DIRECT));
    all.put(
        "stream-resume-refused",
        new BusMessage.StreamResumeRefused(
            "s2", "0", StanzaErrorCondition.ITEM_NOT_FOUND, "No such stream.", 300));
    all.put(
        "stream-resume-refused-unknown",
        new BusMessage.StreamResumeRefused(
            "s2", "0", StanzaErrorCondition.ITEM_NOT_FOUND, "No such stream.", -1));
    all.put("profile-changed", new BusMessage.ProfileChanged("s1", vetted, null));
    all.put(
        "profile-changed-barrier",
        new BusMessage.ProfileChanged("s1", StreamProfile.DIRECT, "b-1"));
  }
}
