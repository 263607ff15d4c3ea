package org.godwit.session.account;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.testkit.ManualClock;
import org.jspecify.annotations.Nullable;

/**
 * A gateway as docs/stream-lifecycle.md wants it, played by a simulation. A new life of it does for
 * its topic what the gateway that adopts it does.
 */
final class SimGateway {

  static final long MANAGED = 1L << 32;

  final String id;
  private final StanzaBus bus;
  private final ManualClock clock;
  private final Consumer<Subscription> crash;
  private final Map<String, Stream> streams = new LinkedHashMap<>();
  private Subscription subscription;
  private long epoch;
  private int made;
  private int life;

  /** A delivery on its way to a client. */
  private record Written(long offset, Deliver deliver, Completion completion) {}

  /** A client's stream. */
  final class Stream {
    final SimClient client;
    final int ofLife = life;
    String id;
    long in;
    long out;
    long outOffset = -1;
    boolean managed;
    private long ackedSource = -1;
    private long lastSource = -1;
    private final Set<String> rows = new HashSet<>();
    private final List<Written> queue = new ArrayList<>();
    private final List<Written> acknowledged = new ArrayList<>();
    private long inbound;
    private final Set<Long> durable = new HashSet<>();

    Stream(SimClient client) {
      this.client = client;
      this.id = Long.toString(epoch, 36) + '-' + SimGateway.this.id + '-' + made++;
    }

    StreamRef ref() {
      return new StreamRef(SimGateway.this.id, id);
    }

    StreamCounts counts() {
      return new StreamCounts(in, out, outOffset, ackedSource);
    }

    void bind(String resource) {
      owner(
          new BusMessage.StreamBind(ref(), client.account, resource, "b"), PublishCallback.IGNORED);
    }

    void resume(String previd, long h) {
      owner(
          new BusMessage.StreamResume(ref(), client.account, previd, h, "b", epoch),
          PublishCallback.IGNORED);
    }

    private void owner(BusMessage message, PublishCallback callback) {
      bus.publish(Topics.SESSION, client.account.bareText(), message, callback);
    }

    void enable(long offset) {
      managed = true;
      outOffset = offset;
      owner(new BusMessage.StreamEnabled(ref(), true, 300, offset), PublishCallback.IGNORED);
    }

    /** The client sends its next stanza; {@code number} counts from 1 since it has enabled. */
    void send(Stanzas.Stanza stanza, boolean presence) {
      long number = ++inbound;
      PublishCallback callback =
          failure -> {
            durable.add(number);
            while (durable.remove(in + 1)) {
              in++;
            }
          };
      Origin origin = new Origin(ref(), MANAGED + number);
      if (presence) {
        owner(new BusMessage.Sent(origin, stanza.head(), stanza.bytes()), callback);
      } else {
        Jid to = stanza.head().to();
        bus.publish(
            Topics.SESSION,
            to == null ? "" : to.bareText(),
            new BusMessage.Incoming(origin, stanza.head(), stanza.bytes()),
            callback);
      }
    }

    void resumed(String previd, long newIn, long newOut) {
      streams.remove(id);
      id = previd;
      managed = true;
      in = newIn;
      inbound = newIn;
      out = newOut;
      streams.put(id, this);
    }

    /** The client takes up to {@code count} stanzas from the wire. */
    void read(int count, int already) {
      for (int i = already; i < Math.min(queue.size(), already + count); i++) {
        client.receive(queue.get(i).deliver());
      }
    }

    int unacknowledged() {
      return queue.size();
    }

    /** The client has handled {@code h} stanzas; what that covers is done once it is durable. */
    void acknowledge(long h) {
      while (out < h) {
        Written done = queue.removeFirst();
        out++;
        outOffset = done.offset();
        Source source = done.deliver().source();
        if (source != null && !source.again()) {
          ackedSource = Math.max(ackedSource, source.offset());
        }
        acknowledged.add(done);
      }
      report(null);
    }

    /** The client asks how much was handled. */
    void report(@Nullable Runnable answered) {
      List<Written> covered = List.copyOf(acknowledged);
      acknowledged.clear();
      long told = in;
      owner(
          new BusMessage.StreamProgress(ref(), counts()),
          failure -> {
            covered.forEach(done -> done.completion().done());
            if (answered != null && client.stream() == this) {
              client.acknowledged(told);
            }
          });
      for (Written done : covered) {
        if (done.deliver().receipt() != null) {
          owner(new BusMessage.Delivered(ref(), done.deliver().receipt()), PublishCallback.IGNORED);
        }
      }
    }

    private void giveBack() {
      for (Written written : queue) {
        SimGateway.this.giveBack(id, written);
      }
      queue.clear();
    }

    /** The connection is lost. */
    void lost() {
      if (streams.remove(id) == null) {
        return;
      }
      giveBack();
      if (managed) {
        List<Written> covered = List.copyOf(acknowledged);
        owner(
            new BusMessage.StreamDetached(ref(), counts()),
            failure -> covered.forEach(done -> done.completion().done()));
      } else if (client.boundJid() != null) {
        owner(new BusMessage.StreamClosed(ref(), client.boundJid()), PublishCallback.IGNORED);
      }
    }

    /** The client ends its stream, or the server does. */
    void closed(Jid boundJid) {
      if (streams.remove(id) == null) {
        return;
      }
      giveBack();
      List<Written> covered = List.copyOf(acknowledged);
      owner(
          new BusMessage.StreamClosed(ref(), boundJid),
          failure -> covered.forEach(done -> done.completion().done()));
    }
  }

  SimGateway(String id, AccountScenario s) {
    this(id, s.bus, s.clock, s.bus::crash);
  }

  /**
   * Starts one.
   *
   * @param bus its bus, which calls it as one thread would
   * @param clock tells its epochs
   * @param crash ends what it reads when it dies
   */
  SimGateway(String id, StanzaBus bus, ManualClock clock, Consumer<Subscription> crash) {
    this.id = id;
    this.bus = bus;
    this.clock = clock;
    this.crash = crash;
    this.subscription = begin();
  }

  private Subscription begin() {
    epoch = clock.millis() + life;
    int mine = life;
    PartitionOwner reader =
        (record, completion) -> {
          if (life == mine) {
            read(record, completion);
          }
        };
    Subscription reading = bus.read(Topics.gateway(id), "gateway-" + id, reader);
    reading.start();
    for (int partition = 0; partition < bus.partitions(Topics.SESSION); partition++) {
      bus.publishTo(
          Topics.SESSION,
          partition,
          new BusMessage.GatewayStarted(id, epoch),
          PublishCallback.IGNORED);
    }
    return reading;
  }

  /** Dies as by SIGKILL, and another takes its topic over. */
  void kill() {
    life++;
    crash.accept(subscription);
    List<Stream> dead = List.copyOf(streams.values());
    streams.clear();
    dead.forEach(stream -> stream.client.disconnected(stream));
    subscription = begin();
  }

  Stream connect(SimClient client) {
    Stream stream = new Stream(client);
    streams.put(stream.id, stream);
    return stream;
  }

  private void read(InboundRecord record, Completion completion) {
    switch (record.message()) {
      case Deliver m -> {
        Completion each = new Countdown(m.streams().size(), completion);
        m.streams().forEach(to -> deliver(to, new Written(record.offset(), m, each)));
      }
      case BusMessage.StreamRelease m -> release(m, record.key(), completion);
      case BusMessage.GatewayBarrier m ->
          bus.publishTo(
              Topics.SESSION,
              m.partition(),
              new BusMessage.GatewayDrained(id, m.epoch()),
              failure -> completion.done());
      default -> {
        control(record);
        completion.done();
      }
    }
  }

  private void control(InboundRecord record) {
    switch (record.message()) {
      case BusMessage.StreamBound m -> {
        Stream stream = streams.get(m.stream());
        if (stream == null) {
          publish(
              m.boundJid(),
              new BusMessage.StreamClosed(new StreamRef(id, m.stream()), m.boundJid()));
        } else if (!stream.managed) {
          stream.client.bound(m.boundJid(), record.offset());
        }
      }
      case BusMessage.StreamResumed m -> {
        Stream stream = streams.get(m.stream());
        if (stream != null) {
          stream.resumed(m.previd(), m.in(), m.out());
          stream.client.resumed(m.in(), m.out());
        } else if (!streams.containsKey(m.previd())) {
          publish(
              m.boundJid(),
              new BusMessage.StreamDetached(
                  new StreamRef(id, m.previd()),
                  new StreamCounts(m.in(), m.out(), record.offset())));
        }
      }
      case BusMessage.StreamResumeRefused m -> {
        Stream stream = streams.get(m.stream());
        if (stream != null) {
          stream.client.refused(m);
        }
      }
      case BusMessage.StreamClose m -> {
        Stream stream = streams.get(m.stream());
        Jid boundJid = stream == null ? null : stream.client.boundJid();
        if (stream != null && boundJid != null) {
          stream.closed(boundJid);
          stream.client.ended();
        }
      }
      default -> {
        // Nothing that this simulation needs.
      }
    }
  }

  private void publish(Jid account, BusMessage message) {
    bus.publish(Topics.SESSION, account.bareText(), message, PublishCallback.IGNORED);
  }

  private void deliver(String to, Written written) {
    Stream stream = streams.get(to);
    if (stream == null) {
      giveBack(to, written);
      return;
    }
    Source source = written.deliver().source();
    String receipt = written.deliver().receipt();
    if (receipt != null) {
      OfflineReceipt parsed = OfflineReceipt.parse(receipt);
      if (parsed != null && !stream.rows.add(parsed.id().toString())) {
        boolean waits = stream.queue.stream().anyMatch(w -> sameRow(w.deliver().receipt(), parsed));
        if (!waits) {
          publish(stream.client.account, new BusMessage.Delivered(stream.ref(), receipt));
        }
        written.completion().done();
        return;
      }
    } else if (source != null && !source.again()) {
      if (source.offset() <= stream.lastSource) {
        written.completion().done();
        return;
      }
      stream.lastSource = source.offset();
    }
    stream.queue.add(written);
  }

  private static boolean sameRow(@Nullable String receipt, OfflineReceipt other) {
    OfflineReceipt parsed = receipt == null ? null : OfflineReceipt.parse(receipt);
    return parsed != null && parsed.id().equals(other.id());
  }

  private void giveBack(String stream, Written written) {
    Deliver m = written.deliver();
    Jid to = m.head().to();
    bus.publish(
        Topics.SESSION,
        to == null ? "" : to.bareText(),
        new BusMessage.Undelivered(
            new StreamRef(id, stream),
            m.head(),
            m.stanza(),
            m.receipt(),
            m.source(),
            written.offset()),
        failure -> written.completion().done());
  }

  private void release(BusMessage.StreamRelease m, String account, Completion completion) {
    Stream stream = streams.remove(m.stream());
    StreamCounts counts = null;
    if (stream != null) {
      stream.giveBack();
      counts = stream.managed ? stream.counts() : null;
      stream.client.disconnected(stream);
    }
    bus.publish(
        Topics.SESSION,
        account,
        new BusMessage.StreamReleased(new StreamRef(id, m.stream()), counts, m.attached()),
        failure -> completion.done());
  }

  /** Done when each of several is. */
  private static final class Countdown implements Completion {
    private final Completion all;
    private int open;

    Countdown(int open, Completion all) {
      this.open = open;
      this.all = all;
    }

    @Override
    public void done() {
      if (--open == 0) {
        all.done();
      }
    }

    @Override
    public void failed(Throwable cause) {
      all.failed(cause);
    }
  }
}
