package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Users come and go, owners die, the database is away for a while: whatever the order, no message
 * is lost. A seed gives the same run again.
 */
class AccountSimulationTests {

  private static final int RUNS_PER_SEED = 25;

  @ParameterizedTest
  @ValueSource(longs = {1, 1001, 2001, 3001, 4001, 5001, 6001, 7001})
  void noMessageIsLost(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + RUNS_PER_SEED; seed++) {
      new Run(seed).play();
    }
  }

  /** One run: a gateway with several streams of one account, and its owner. */
  private static final class Run {
    private final long seed;
    private final Random random;
    private final AccountScenario s =
        new AccountScenario(
            new AccountSettings(3, 1000, 3, java.time.Duration.ofMinutes(10), 100), List.of());
    private final Set<StreamRef> alive = new HashSet<>();
    private final List<StreamRef> streams = new ArrayList<>();
    private final Set<String> received = new HashSet<>();
    private int sent;
    private int read;
    private int stanzas;

    Run(long seed) {
      s.answering = false;
      this.seed = seed;
      this.random = new Random(seed);
    }

    void play() {
      for (int i = 0; i < 120; i++) {
        act(random.nextInt(20));
      }
      settle();
      List<String> lost = new ArrayList<>();
      for (int i = 0; i < sent; i++) {
        if (!received.contains("m" + i)) {
          lost.add("m" + i);
        }
      }
      assertThat(lost).as("lost with seed %d", seed).isEmpty();
      assertThat(s.store.rows(ALICE)).as("left behind with seed %d", seed).isEmpty();
      assertThat(s.bus.deadLetters()).as("dead letters with seed %d", seed).isEmpty();
      assertThat(s.isAllCommitted()).as("unfinished with seed %d", seed).isTrue();
    }

    private void act(int what) {
      switch (what) {
        case 0, 1, 2, 3, 4, 5 -> chat();
        case 6 -> connect();
        case 7 -> disconnect();
        case 8 -> presence("<priority>" + (random.nextInt(3) - 1) + "</priority>");
        case 9 -> s.crash();
        case 10 -> {
          s.store.comeBack();
          s.store.hold();
        }
        case 11 -> s.store.letGo();
        case 12 -> s.store.goAway();
        case 13 -> s.store.comeBack();
        case 14 -> s.fireTimers();
        case 15, 16, 17 -> gateway(1 + random.nextInt(4));
        default -> steps(random.nextInt(8));
      }
    }

    private void steps(int count) {
      for (int i = 0; i < count && s.bus.step(); i++) {
        // One append, batch or commit each.
      }
    }

    private void chat() {
      String to = random.nextBoolean() ? ALICE : ALICE + "/r" + random.nextInt(3);
      Stanzas.Stanza stanza = Stanzas.chat("carol@localhost/pad", to, "m" + sent++);
      s.publish(ALICE, new BusMessage.Incoming(null, stanza.head(), stanza.bytes()));
    }

    private void connect() {
      StreamRef stream = new StreamRef("gw1", "k1-" + streams.size());
      streams.add(stream);
      alive.add(stream);
      s.publish(
          ALICE,
          new StreamBind(stream, Jid.of(ALICE), "r" + random.nextInt(3), "b" + streams.size()));
    }

    private void disconnect() {
      if (!streams.isEmpty()) {
        close(streams.get(random.nextInt(streams.size())));
      }
    }

    private void close(StreamRef stream) {
      if (alive.remove(stream)) {
        s.publish(ALICE, new BusMessage.StreamClosed(stream, Jid.of(ALICE + "/any")));
      }
    }

    private void presence(String content) {
      for (StreamRef stream : streams) {
        if (alive.contains(stream) && random.nextBoolean()) {
          Stanzas.Stanza stanza = Stanzas.presence(ALICE + "/any", content);
          s.publish(
              ALICE,
              new BusMessage.Sent(new Origin(stream, ++stanzas), stanza.head(), stanza.bytes()));
        }
      }
    }

    /** The gateway reads its topic: what is for a stream that is gone goes back. */
    private void gateway(int count) {
      List<BusMessage> all = s.gateway("gw1");
      int end = Math.min(all.size(), read + count);
      while (read < end) {
        switch (all.get(read++)) {
          case Deliver deliver -> deliver.streams().forEach(id -> write(id, deliver));
          case StreamBound bound -> {
            StreamRef stream = new StreamRef("gw1", bound.stream());
            if (!alive.contains(stream)) {
              s.publish(ALICE, new BusMessage.StreamClosed(stream, bound.boundJid()));
            }
          }
          case StreamClose close -> close(new StreamRef("gw1", close.stream()));
          case BusMessage.StreamRelease release -> {
            alive.remove(new StreamRef("gw1", release.stream()));
            s.publish(
                ALICE,
                new BusMessage.StreamReleased(
                    new StreamRef("gw1", release.stream()), null, release.attached()));
          }
          default -> {
            // A refusal: the stream stays unbound.
          }
        }
      }
    }

    private void write(String id, Deliver deliver) {
      StreamRef stream = new StreamRef("gw1", id);
      if (!alive.contains(stream)) {
        s.publish(
            ALICE,
            new BusMessage.Undelivered(
                stream, deliver.head(), deliver.stanza(), deliver.receipt()));
        return;
      }
      String text = new String(deliver.stanza(), StandardCharsets.UTF_8);
      int body = text.indexOf("<body>");
      if (body >= 0) {
        received.add(text.substring(body + 6, text.indexOf("</body>")));
      }
      if (deliver.receipt() != null) {
        s.publish(ALICE, new BusMessage.Delivered(stream, deliver.receipt()));
      }
    }

    /** Everything works again, and the user comes online once more. */
    private void settle() {
      s.store.comeBack();
      quiet();
      // Streams that an owner had not released before it died.
      s.pass(java.time.Duration.ofSeconds(61));
      quiet();
      List.copyOf(alive).forEach(this::close);
      quiet();
      connect();
      quiet();
      StreamRef last = streams.getLast();
      Stanzas.Stanza stanza = Stanzas.presence(ALICE + "/any", "");
      s.publish(
          ALICE, new BusMessage.Sent(new Origin(last, ++stanzas), stanza.head(), stanza.bytes()));
      quiet();
    }

    private void quiet() {
      int before;
      do {
        before = read;
        s.run();
        s.fireTimers();
        gateway(Integer.MAX_VALUE / 2);
        s.run();
      } while (read != before || s.timer.hasRetries());
    }
  }
}
