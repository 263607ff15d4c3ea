package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.awaitility.Awaitility;
import org.godwit.bus.KeyPartition;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.bus.kafka.BusProperties;
import org.godwit.bus.kafka.KafkaStanzaBus;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * How long a new owner of everything takes to know who is online; docs/performance.md has figures.
 * With {@code -Dgodwit.recovery.accounts=100000} it measures what issue 6 asks for.
 */
class StateRecoveryTests {

  private static final Logger LOGGER = LoggerFactory.getLogger(StateRecoveryTests.class);
  private static final int PARTITIONS = 16;

  @Test
  void everyAccountIsKnownAgainFromTheStateTopic() throws Exception {
    // Given
    int accounts = Integer.getInteger("godwit.recovery.accounts", 5000);
    EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
    broker.afterPropertiesSet();
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    KafkaProperties kafka = new KafkaProperties();
    kafka.setBootstrapServers(List.of(broker.getBrokersAsString().split(",", -1)));
    BusProperties properties =
        new Binder(
                new MapConfigurationPropertySource(
                    Map.of("xmpp.bus.partitions", Integer.toString(PARTITIONS))))
            .bindOrCreate("xmpp.bus", BusProperties.class);
    try (KafkaStanzaBus bus = KafkaStanzaBus.open(kafka, properties, meters)) {
      write(bus, accounts);

      // When
      long start = System.nanoTime();
      Subscription owned =
          bus.own(
              new OwnedTopic(
                  Topics.SESSION, "session-service", Topics.SESSION_STATE, 2, owners(bus, meters)));
      owned.start();
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(60))
          .until(owned::isReady);
      long tookMs = (System.nanoTime() - start) / 1_000_000;

      // Then
      LOGGER.info("{} accounts in {} partitions known after {} ms", accounts, PARTITIONS, tookMs);
      assertThat(meters.get("xmpp.session.online").gauge().value()).isEqualTo(accounts);
      owned.close();
    } finally {
      broker.destroy();
    }
  }

  private static void write(KafkaStanzaBus bus, int accounts) throws InterruptedException {
    CountDownLatch durable = new CountDownLatch(accounts);
    for (int i = 0; i < accounts; i++) {
      String account = "user-" + i + "@localhost";
      Jid jid = Jid.of(account + "/phone");
      OnlineSession session = new OnlineSession(new StreamRef("gw1", "k1-" + i), jid, true, 5);
      OnlineSession shown =
          session.with(session.exposure().withPresence(presence(account)).withInterested());
      byte[] state =
          AccountStateCodec.encode(
              AccountState.EMPTY.with(shown).withApplied(new AccountState.Applied(0, 0)));
      while (bus.isSaturated()) {
        Thread.onSpinWait();
      }
      bus.publishState(
          Topics.SESSION_STATE,
          KeyPartition.of(account, PARTITIONS),
          account,
          state,
          failure -> durable.countDown());
    }
    assertThat(durable.await(60, TimeUnit.SECONDS)).isTrue();
  }

  private static IntFunction<PartitionOwner> owners(
      KafkaStanzaBus bus, SimpleMeterRegistry meters) {
    AccountPorts ports =
        new AccountPorts(
            bus,
            new FakeOfflineStore(),
            account -> CompletableFuture.completedFuture(true),
            new IqDispatcher(new ModuleIndex(List.of()), StanzaErrorCondition.SERVICE_UNAVAILABLE),
            new ServedDomains(List.of("localhost")),
            () -> "generated",
            (delay, task) -> {});
    AccountSettings settings =
        new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100).with(ContactSettings.DEFAULT);
    return new AccountPartitions(ports, settings, new AccountRemovals(), new SessionMetrics(meters))
        ::own;
  }

  /** Returns presence as clients with capabilities and a status send it. */
  private static String presence(String account) {
    return "<presence xmlns=\"jabber:client\" from=\""
        + account
        + "/phone\" xml:lang=\"en\"><show>away</show><status>Back in a moment</status>"
        + "<priority>5</priority><c xmlns=\"http://jabber.org/protocol/caps\" hash=\"sha-1\""
        + " node=\"https://client.example\" ver=\"q07IKJEyjvHSyhy//CH0CxmKi8w=\"/></presence>";
  }
}
