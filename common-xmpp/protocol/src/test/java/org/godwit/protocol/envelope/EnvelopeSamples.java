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
    return all;
  }
}
