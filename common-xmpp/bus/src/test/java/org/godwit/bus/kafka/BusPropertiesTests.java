package org.godwit.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.godwit.bus.ReadLimits;
import org.godwit.bus.kafka.BusProperties.Compression;
import org.godwit.bus.kafka.BusProperties.Consume;
import org.godwit.bus.kafka.BusProperties.GroupProtocol;
import org.godwit.bus.kafka.BusProperties.Publish;
import org.godwit.bus.kafka.BusProperties.Read;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class BusPropertiesTests {

  @Test
  void defaultsAreAsDocumented() {
    // When
    BusProperties properties = bind(Map.of());
    // Then
    assertThat(properties)
        .isEqualTo(
            new BusProperties(
                16,
                1,
                Duration.ofDays(7),
                Duration.ofDays(1),
                Duration.ofDays(30),
                DataSize.ofMegabytes(1),
                Duration.ofSeconds(30),
                new Publish(
                    Duration.ofMillis(1),
                    12,
                    DataSize.ofKilobytes(64),
                    Compression.NONE,
                    Duration.ofMinutes(5),
                    DataSize.ofMegabytes(16),
                    DataSize.ofMegabytes(64)),
                new Consume(
                    GroupProtocol.CONSUMER,
                    2000,
                    Duration.ofMillis(100),
                    10_000,
                    Duration.ofSeconds(1),
                    3,
                    Duration.ofMinutes(1),
                    Duration.ofMillis(2500)),
                new Read(Duration.ofMillis(100), 200_000)));
  }

  @Test
  void everyKeyIsRead() {
    // Given
    Map<String, String> settings = new HashMap<>();
    settings.put("xmpp.bus.partitions", "8");
    settings.put("xmpp.bus.replication-factor", "3");
    settings.put("xmpp.bus.retention", "2d");
    settings.put("xmpp.bus.gateway-retention", "2h");
    settings.put("xmpp.bus.dead-letter-retention", "9d");
    settings.put("xmpp.bus.max-record", "2MB");
    settings.put("xmpp.bus.start-timeout", "5s");
    settings.put("xmpp.bus.publish.linger", "2ms");
    settings.put("xmpp.bus.publish.burst", "9");
    settings.put("xmpp.bus.publish.batch", "32KB");
    settings.put("xmpp.bus.publish.compression", "lz4");
    settings.put("xmpp.bus.publish.delivery-timeout", "7s");
    settings.put("xmpp.bus.publish.soft-limit", "1MB");
    settings.put("xmpp.bus.publish.hard-limit", "2MB");
    settings.put("xmpp.bus.consume.group-protocol", "classic");
    settings.put("xmpp.bus.consume.max-poll-records", "5");
    settings.put("xmpp.bus.consume.commit-interval", "20ms");
    settings.put("xmpp.bus.consume.max-unfinished", "6");
    settings.put("xmpp.bus.consume.drain-timeout", "3s");
    settings.put("xmpp.bus.consume.attempts", "1");
    settings.put("xmpp.bus.consume.restore-timeout", "4s");
    settings.put("xmpp.bus.consume.fence-after", "2s");
    settings.put("xmpp.bus.read.commit-interval", "30ms");
    settings.put("xmpp.bus.read.max-unfinished", "7");
    // When
    BusProperties properties = bind(settings);
    // Then
    assertThat(properties)
        .isEqualTo(
            new BusProperties(
                8,
                3,
                Duration.ofDays(2),
                Duration.ofHours(2),
                Duration.ofDays(9),
                DataSize.ofMegabytes(2),
                Duration.ofSeconds(5),
                new Publish(
                    Duration.ofMillis(2),
                    9,
                    DataSize.ofKilobytes(32),
                    Compression.LZ4,
                    Duration.ofSeconds(7),
                    DataSize.ofMegabytes(1),
                    DataSize.ofMegabytes(2)),
                new Consume(
                    GroupProtocol.CLASSIC,
                    5,
                    Duration.ofMillis(20),
                    6,
                    Duration.ofSeconds(3),
                    1,
                    Duration.ofSeconds(4),
                    Duration.ofSeconds(2)),
                new Read(Duration.ofMillis(30), 7)));
  }

  @ParameterizedTest
  @CsvSource({
    "xmpp.bus.retention, 1s",
    "xmpp.bus.gateway-retention, 1s",
    "xmpp.bus.dead-letter-retention, 1s",
    "xmpp.bus.max-record, 1KB",
    "xmpp.bus.start-timeout, 1ms",
    "xmpp.bus.publish.linger, 101ms",
    "xmpp.bus.publish.batch, 1B",
    "xmpp.bus.publish.delivery-timeout, 10ms",
    "xmpp.bus.publish.soft-limit, 1B",
    "xmpp.bus.publish.hard-limit, 1MB",
    "xmpp.bus.consume.commit-interval, 0ms",
    "xmpp.bus.consume.drain-timeout, 2m",
    "xmpp.bus.consume.restore-timeout, 1ms",
    "xmpp.bus.consume.fence-after, 199ms",
    "xmpp.bus.consume.fence-after, 61s",
    "xmpp.bus.read.commit-interval, 0ms",
    "xmpp.bus.read.commit-interval, 61s",
  })
  void valueOutOfRangeIsRefusedWithItsKey(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of(key, value)))
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(key + " is ");
  }

  @Test
  void fenceMustBeBelowTheSessionTimeoutThatTheBusGivesToClassicGroups() {
    // Given
    Map<String, String> settings =
        Map.of(
            "xmpp.bus.consume.group-protocol", "classic", "xmpp.bus.consume.fence-after", "5001ms");
    // When / Then
    assertThatThrownBy(() -> bind(settings))
        .rootCause()
        .hasMessage("xmpp.bus.consume.fence-after is PT5.001S; allowed is up to PT5S");
  }

  @Test
  void limitsOfASubscriptionReplaceIntervalAndWindowOnly() {
    // Given
    Consume consume = bind(Map.of()).consume();
    // When
    Consume limited = consume.with(new ReadLimits(Duration.ofMillis(500), 42));
    // Then
    assertThat(limited.commitInterval()).isEqualTo(Duration.ofMillis(500));
    assertThat(limited.maxUnfinished()).isEqualTo(42);
    assertThat(limited.with(new ReadLimits(consume.commitInterval(), consume.maxUnfinished())))
        .isEqualTo(consume);
    assertThat(consume.with(null)).isSameAs(consume);
  }

  private static BusProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("xmpp.bus", BusProperties.class);
  }
}
