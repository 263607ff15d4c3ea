package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.godwit.protocol.jid.Jid;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients with stream management on two gateways, which resume on whichever comes; gateways and
 * owners die, the database is away: no message that was acknowledged is lost, none is seen twice on
 * a session, and each conversation keeps its order. A seed gives the same run again; {@code
 * -Dgodwit.simulation.runs} makes more of them, {@code -Dgodwit.simulation.seed} one.
 */
class ManagedSimulationTests {

  private static final int RUNS = Integer.getInteger("godwit.simulation.runs", 500);
  private static final Long ONLY = Long.getLong("godwit.simulation.seed");

  @ParameterizedTest
  @ValueSource(longs = {1, 100_001, 200_001, 300_001, 400_001, 500_001, 600_001, 700_001})
  void nothingIsLostDoubledOrReordered(long firstSeed) {
    play(firstSeed, false);
  }

  /** Messages that come to a bound resource before its presence are stored, and come in order. */
  @ParameterizedTest
  @ValueSource(longs = {800_001, 900_001})
  void nothingIsLostDoubledOrReorderedWhereClientsHesitateToBecomeAvailable(long firstSeed) {
    play(firstSeed, true);
  }

  private static void play(long firstSeed, boolean hesitant) {
    if (ONLY != null) {
      new Run(ONLY, hesitant).play();
      return;
    }
    for (long seed = firstSeed; seed < firstSeed + RUNS; seed++) {
      try {
        new Run(seed, hesitant).play();
      } catch (RuntimeException e) {
        throw new IllegalStateException("seed " + seed, e);
      }
    }
  }

  /** One run. */
  private static final class Run {
    private static final AccountSettings SETTINGS =
        new AccountSettings(
            5, 1000, 3, Duration.ofMinutes(10), 100, Duration.ofDays(1), StreamSettings.DEFAULT);

    private final long seed;
    private final boolean hesitant;
    private final Random random;
    private final AccountScenario s;
    private final Map<String, String> certain = new HashMap<>();
    private final List<String> timeline = new ArrayList<>();
    private final List<SimGateway> gateways;
    private final List<SimClient> clients = new ArrayList<>();

    Run(long seed, boolean hesitant) {
      this.seed = seed;
      this.hesitant = hesitant;
      this.random = new Random(seed);
      this.s =
          new AccountScenario(
              SETTINGS,
              List.of(),
              InMemoryBusSettings.DEFAULT.withSeed(seed).withMaxUnfinished(10_000, 5));
      s.answering = false;
      this.gateways = List.of(new SimGateway("gw1", s), new SimGateway("gw2", s));
      // What one device did not get goes to another, which may have got later messages by then.
      boolean alone = hesitant || seed % 2 == 0;
      client("alice@localhost", "phone", alone);
      if (!alone) {
        client("alice@localhost", "desk", false);
      }
      client("bob@localhost", "phone", alone);
    }

    private void client(String account, String resource, boolean ordered) {
      SimClient client =
          new SimClient(
              Jid.of(account), resource, new SimClient.Log(seed, ordered, certain, timeline));
      if (hesitant) {
        client.hesitate();
      }
      clients.add(client);
    }

    void play() {
      for (int i = 0; i < 250; i++) {
        act(random.nextInt(100));
      }
      settle();
      for (Map.Entry<String, String> sent : certain.entrySet()) {
        assertThat(clients)
            .as(
                "lost %s to %s, seed %d, left %s\n%s",
                sent.getKey(),
                sent.getValue(),
                seed,
                s.store.rows(Jid.of(sent.getValue()).bareText()),
                story())
            .anyMatch(client ->
                sent.getValue().startsWith(client.account.toString())
                    && client.received.contains(sent.getKey()));
      }
      assertThat(s.store.rows("alice@localhost")).as("left, seed %d\n%s", seed, story()).isEmpty();
      assertThat(s.store.rows("bob@localhost")).as("left, seed %d\n%s", seed, story()).isEmpty();
      assertThat(s.bus.deadLetters()).as("dead letters, seed %d", seed).isEmpty();
      assertThat(s.isAllCommitted()).as("unfinished, seed %d\n%s", seed, story()).isTrue();
    }

    private String story() {
      return String.join("\n", timeline);
    }

    private SimClient any() {
      return clients.get(random.nextInt(clients.size()));
    }

    private void act(int what) {
      if (what < 25) {
        steps(1 + random.nextInt(12));
      } else if (what < 45) {
        chat();
      } else if (what < 60) {
        any().read(1 + random.nextInt(4));
      } else if (what < 68) {
        any().acknowledge();
      } else if (what < 74) {
        ask(any());
      } else if (what < 84) {
        any().connect(gateways.get(random.nextInt(2)));
      } else if (what < 89) {
        any().drop();
      } else {
        trouble(random.nextInt(22));
      }
    }

    private void trouble(int what) {
      switch (what) {
        case 0, 1, 2 -> {
          timeline.add("gw1 dies");
          gateways.get(0).kill();
        }
        case 3, 4, 5 -> {
          timeline.add("gw2 dies");
          gateways.get(1).kill();
        }
        case 6, 7, 8, 9, 10 -> {
          timeline.add("owner dies");
          s.crashOnly();
        }
        case 11, 12 -> {
          timeline.add("database is slow");
          s.store.comeBack();
          s.store.hold();
        }
        case 13 -> {
          timeline.add("database is away");
          s.store.goAway();
        }
        case 14, 15, 16, 17 -> s.store.comeBack();
        case 18, 19 -> s.timer.fireRetries();
        case 20 -> {
          timeline.add("resumption time is over");
          s.store.comeBack();
          s.timer.fireRetries();
          // Nothing takes so long that it is still on its way then.
          s.bus.runUntilIdle();
          s.clock.advance(Duration.ofSeconds(301));
          s.timer.fireDue();
        }
        default -> any().close();
      }
      s.clock.advance(Duration.ofMillis(1));
    }

    private void ask(SimClient client) {
      client.ask();
      if (hesitant && random.nextInt(3) == 0) {
        client.becomeAvailable();
      }
      if (hesitant && random.nextBoolean()) {
        timeline.add("database is slow");
        s.store.comeBack();
        s.store.hold();
      }
    }

    private void steps(int count) {
      for (int i = 0; i < count && s.bus.step(); i++) {
        // One append, batch or commit each.
      }
    }

    private void chat() {
      SimClient from = any();
      Jid to =
          Jid.of(
              from.account.equals(Jid.of("alice@localhost")) ? "bob@localhost" : "alice@localhost");
      Jid full = to.withResource(hesitant || random.nextBoolean() ? "phone" : "desk");
      // A resource that is bound and not available gets what is for its full JID, and not the rest.
      boolean direct = (hesitant || seed % 2 != 0) && random.nextInt(3) == 0;
      from.chat(direct && full != null ? full : to);
    }

    /** Everything works, and everybody comes online once more. */
    private void settle() {
      timeline.add("all is well again");
      for (int round = 0; round < 60; round++) {
        s.store.comeBack();
        if (round == 5) {
          // Streams that an owner had not released before it died.
          s.clock.advance(Duration.ofSeconds(61));
          s.timer.fireDue();
        }
        for (SimClient client : clients) {
          client.connect(gateways.get(0));
        }
        s.bus.runUntilIdle();
        s.timer.fireRetries();
        for (SimClient client : clients) {
          client.becomeAvailable();
          client.read(Integer.MAX_VALUE / 2);
          client.acknowledge();
          client.ask();
        }
        s.bus.runUntilIdle();
      }
    }
  }
}
