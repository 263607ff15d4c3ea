package org.godwit.muc.owner;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.muc.room.RoomLimits;
import org.godwit.muc.store.FakeRoomStore;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;

/**
 * Measures the owner of one room on one thread, without bus and database: so many users enter, then
 * messages are said, then all leave. Arguments: occupants, messages, rounds.
 */
final class RoomLoad {

  private static final String ROOM = "room@muc.localhost";

  private final AtomicInteger records = new AtomicInteger();
  private final AtomicInteger failures = new AtomicInteger();
  private final RoomPartition partition;
  private long offset;

  private RoomLoad() {
    OwnerPorts ports =
        new OwnerPorts(
            new Counting(),
            new FakeRoomStore(),
            new ServedDomains(List.of("localhost")),
            new IqDispatcher(new ModuleIndex(List.of()), StanzaErrorCondition.SERVICE_UNAVAILABLE),
            () -> "secret");
    RoomLimits limits = new RoomLimits(100_000, 20, 100, 256, 4096, 20_000, 100, 1000, 0, true);
    this.partition =
        new RoomPartition(
            0,
            ports,
            new OwnerSettings(limits, 100, 100, 100_000, 1000),
            new RoomMetrics(new SimpleMeterRegistry()));
  }

  /** Runs. */
  public static void main(String[] arguments) {
    int occupants = Integer.parseInt(arguments[0]);
    int messages = Integer.parseInt(arguments[1]);
    for (int round = 0; round < Integer.parseInt(arguments[2]); round++) {
      new RoomLoad().run(occupants, messages);
    }
  }

  private void run(int occupants, int messages) {
    send(0, '/' + "n0", StanzaType.AVAILABLE, presence(""));
    send(
        0,
        "",
        StanzaType.SET,
        "<iq%s type='set' id='c'><query xmlns='http://jabber.org/protocol/muc#owner'><x"
            + " xmlns='jabber:x:data' type='submit'/></query></iq>");
    long start = System.nanoTime();
    for (int i = 1; i < occupants; i++) {
      send(i, "/n" + i, StanzaType.AVAILABLE, presence(""));
    }
    long entered = System.nanoTime();
    int before = records.get();
    for (int i = 0; i < messages; i++) {
      send(
          i % occupants,
          "",
          StanzaType.GROUPCHAT,
          "<message%s type='groupchat' id='m'><body>" + "x".repeat(100) + "</body></message>");
    }
    long said = System.nanoTime();
    int ofMessages = records.get() - before;
    for (int i = 0; i < occupants; i++) {
      send(i, "/n" + i, StanzaType.UNAVAILABLE, presence(" type='unavailable'"));
    }
    long left = System.nanoTime();
    System.out.printf(
        "enter %.1f ms (%.1f us each), say %.1f ms (%.1f us each, %d records), leave %.1f ms;"
            + " %d records, %d failed%n",
        (entered - start) / 1e6,
        (entered - start) / 1e3 / occupants,
        (said - entered) / 1e6,
        (said - entered) / 1e3 / messages,
        ofMessages,
        (left - said) / 1e6,
        records.get(),
        failures.get());
  }

  private static String presence(String type) {
    return "<presence%s" + type + "><x xmlns='http://jabber.org/protocol/muc'/></presence>";
  }

  private void send(int user, String nick, StanzaType type, String xml) {
    Jid from = Jid.of("user" + user + "@localhost/phone");
    String to = ROOM + nick;
    String stanza =
        xml.formatted(" xmlns=\"jabber:client\" from=\"" + from + "\" to=\"" + to + '"');
    partition.onRecord(
        new InboundRecord(
            Topics.MUC,
            0,
            offset++,
            1_700_000_000_000L + offset,
            ROOM,
            new BusMessage.Incoming(
                new Origin(new StreamRef("g1", "s" + user), 1),
                new StanzaHead(type, null, from, Jid.of(to), 0),
                stanza.getBytes(StandardCharsets.UTF_8))),
        new Completion() {
          @Override
          public void done() {}

          @Override
          public void failed(Throwable cause) {
            failures.incrementAndGet();
          }
        });
  }

  private final class Counting implements StanzaPublisher {

    @Override
    public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
      records.incrementAndGet();
      callback.onPublished(null);
    }

    @Override
    public void publishTo(
        String topic, int partition, BusMessage message, PublishCallback callback) {
      records.incrementAndGet();
      callback.onPublished(null);
    }

    @Override
    public void publishState(
        String topic,
        int partition,
        String key,
        byte @Nullable [] state,
        PublishCallback callback) {
      callback.onPublished(null);
    }

    @Override
    public int partitions(String topic) {
      return 12;
    }

    @Override
    public boolean isSaturated() {
      return false;
    }

    @Override
    public void onDrained(Runnable listener) {}
  }
}
