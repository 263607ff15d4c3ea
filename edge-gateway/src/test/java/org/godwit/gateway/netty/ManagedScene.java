package org.godwit.gateway.netty;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.StreamRelease;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.testkit.InMemoryBusSettings;
import org.jspecify.annotations.Nullable;

/** Alice's managed stream, and what her owner sends to it. */
final class ManagedScene {
  static final String TOPIC = Topics.gateway(GatewayFixture.GATEWAY);
  static final String ACCOUNT = "alice@localhost";
  static final String REQUEST = "<r xmlns=\"urn:xmpp:sm:3\"/>";
  static final String ENABLE = "<enable xmlns='urn:xmpp:sm:3' resume='true'/>";
  static final String LOGIN =
      WireClient.HEADER + WireClient.plain("alice", "pw") + WireClient.HEADER;

  final GatewayFixture gateway;
  final WireClient alice;
  final String stream;

  ManagedScene(TlsServer tls) {
    this(new GatewayFixture(tls), ENABLE);
  }

  ManagedScene(TlsServer tls, long seed) {
    this(new GatewayFixture(tls, false, InMemoryBusSettings.DEFAULT.withSeed(seed)), ENABLE);
  }

  ManagedScene(GatewayFixture gateway, String enable) {
    this.gateway = gateway;
    alice = gateway.bound("alice", "phone");
    alice.send(enable).received();
    stream = Objects.requireNonNull(gateway.owner.streams.get(ACCOUNT)).stream();
  }

  static String ack(long h) {
    return "<a xmlns='urn:xmpp:sm:3' h='" + h + "'/>";
  }

  static String acked(long h) {
    return "<a xmlns=\"urn:xmpp:sm:3\" h=\"" + h + "\"/>";
  }

  static String message(String body) {
    return "<message to=\"alice@localhost\"><body>" + body + "</body></message>";
  }

  static Deliver deliver(
      String body, @Nullable String receipt, @Nullable Source source, String stream) {
    return new Deliver(
        List.of(stream),
        new StanzaHead(StanzaType.NORMAL, null, null, Jid.of(ACCOUNT), 0),
        message(body)
            .replace("<message", "<message xmlns=\"jabber:client\"")
            .getBytes(StandardCharsets.UTF_8),
        receipt,
        source);
  }

  /** Sends messages to the stream and lets everything happen. */
  void deliver(String... bodies) {
    publish(bodies);
    gateway.pump();
  }

  /** Sends messages to the stream. */
  void publish(String... bodies) {
    for (String body : bodies) {
      publish(deliver(body, null, null, stream));
    }
  }

  void publish(BusMessage message) {
    String key = message instanceof StreamRelease ? ACCOUNT : stream;
    gateway.bus.publish(TOPIC, key, message, PublishCallback.IGNORED);
  }

  long committed() {
    return gateway.bus.committed(TOPIC, TOPIC, 0);
  }

  /** Returns the offset behind the last record of the gateway's topic. */
  long end() {
    return gateway.bus.records(TOPIC).size();
  }

  /** Returns the bodies of what came back, in the order of the owner. */
  List<String> returned() {
    return gateway.owner.all(Undelivered.class).stream().map(ManagedScene::body).toList();
  }

  static String body(Undelivered undelivered) {
    return new String(undelivered.stanza(), StandardCharsets.UTF_8).replaceAll("<[^>]*>", "");
  }

  /** Returns the last {@code count} messages that the owner got, as the names of their classes. */
  List<String> lastKinds(int count) {
    List<String> kinds = new ArrayList<>();
    List<BusMessage> all = gateway.owner.messages;
    for (BusMessage message : all.subList(Math.max(0, all.size() - count), all.size())) {
      kinds.add(message.getClass().getSimpleName());
    }
    return kinds;
  }

  /** Returns what a meter counts. */
  double meter(String name, String tag, String value) {
    return gateway.meters.get(name).tag(tag, value).counter().count();
  }
}
