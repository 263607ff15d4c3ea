package org.godwit.bus.kafka;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.godwit.bus.ReadLimits;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the bus uses Kafka; where Kafka is, {@code spring.kafka.*} says.
 *
 * @param partitions partitions of every topic but the gateways' own, 1 to 1024; default 16. It
 *     bounds how many instances of a service can share the work. It is fixed once the topics exist:
 *     another value refuses to start, because keys would change their partition and lose their
 *     order.
 * @param replicationFactor copies of each new topic, 1 to 9; default 1. From 3 on, {@code
 *     min.insync.replicas} is 2, so one broker may die without loss.
 * @param retention how long records of {@code session}, {@code muc} and {@code channel} are kept,
 *     at least 1m; default 7d. Shorter saves disk; a service that is down for longer loses records.
 * @param gatewayRetention how long records of a gateway's topic are kept, at least 1m; default 1d.
 *     A gateway that is down for longer cannot hand back what it did not deliver.
 * @param deadLetterRetention how long dead letters are kept, at least 1m; default 30d
 * @param maxRecord largest record in bytes, key, envelope and stanza together, 64 KB to 64 MB;
 *     default 1 MB. Must be above the largest stanza that a gateway lets in.
 * @param startTimeout how long the start, or a topic's first use, waits for Kafka, at least 100ms;
 *     default 30s
 * @param publish the producer
 * @param consume the consumers
 * @param read readers of a topic that is theirs alone: gateways and their own topics
 */
@Validated
@ConfigurationProperties("xmpp.bus")
public record BusProperties(
    @DefaultValue("16") @Min(1) @Max(1024) int partitions,
    @DefaultValue("1") @Min(1) @Max(9) int replicationFactor,
    @DefaultValue("7d") Duration retention,
    @DefaultValue("1d") Duration gatewayRetention,
    @DefaultValue("30d") Duration deadLetterRetention,
    @DefaultValue("1MB") DataSize maxRecord,
    @DefaultValue("30s") Duration startTimeout,
    @DefaultValue @Valid Publish publish,
    @DefaultValue @Valid Consume consume,
    @DefaultValue @Valid Read read) {

  /** Checks what annotations cannot say. */
  public BusProperties {
    atLeast("xmpp.bus.retention", retention, Duration.ofMinutes(1));
    atLeast("xmpp.bus.gateway-retention", gatewayRetention, Duration.ofMinutes(1));
    atLeast("xmpp.bus.dead-letter-retention", deadLetterRetention, Duration.ofMinutes(1));
    atLeast("xmpp.bus.start-timeout", startTimeout, Duration.ofMillis(100));
    within("xmpp.bus.max-record", maxRecord, DataSize.ofKilobytes(64), DataSize.ofMegabytes(64));
  }

  /**
   * The producer.
   *
   * @param linger the least time between two batches, 0 to 100ms; default 1ms. A record that comes
   *     later than that after the last batch waits for nothing, others for the rest of it. 0 costs
   *     several times the CPU where many streams publish; more adds up to its own length to a hop.
   * @param burst records that go before the linger is over, 1 to 10000; default 12. Fewer cost
   *     requests under load, more cost time.
   * @param batch bytes of one partition that share a request, 1 KB to 8 MB; default 64 KB
   * @param compression of batches; default none. Any saves network and disk and costs CPU.
   * @param deliveryTimeout how long a record may take to become durable before its publisher is
   *     told that it failed, at least 1s; default 5m. Kafka may be away for that long: publishers
   *     that can be slowed down wait meanwhile.
   * @param softLimit bytes on their way above which publishers that can be slowed down must stop;
   *     default 16 MB. They go on at half of it. Raising it adds latency when Kafka is slow.
   * @param hardLimit bytes on their way above which a record fails at once, above the soft limit;
   *     default 64 MB
   */
  public record Publish(
      @DefaultValue("1ms") Duration linger,
      @DefaultValue("12") @Min(1) @Max(10_000) int burst,
      @DefaultValue("64KB") DataSize batch,
      @DefaultValue("none") Compression compression,
      @DefaultValue("5m") Duration deliveryTimeout,
      @DefaultValue("16MB") DataSize softLimit,
      @DefaultValue("64MB") DataSize hardLimit) {

    /** Checks what annotations cannot say. */
    public Publish {
      if (linger.isNegative() || linger.compareTo(Duration.ofMillis(100)) > 0) {
        throw new IllegalArgumentException(
            "xmpp.bus.publish.linger is " + linger + "; allowed is 0ms to 100ms");
      }
      within("xmpp.bus.publish.batch", batch, DataSize.ofKilobytes(1), DataSize.ofMegabytes(8));
      atLeast("xmpp.bus.publish.delivery-timeout", deliveryTimeout, Duration.ofSeconds(1));
      within(
          "xmpp.bus.publish.soft-limit",
          softLimit,
          DataSize.ofKilobytes(1),
          DataSize.ofGigabytes(1));
      if (hardLimit.compareTo(softLimit) <= 0) {
        throw new IllegalArgumentException(
            "xmpp.bus.publish.hard-limit is "
                + hardLimit
                + "; it must be above xmpp.bus.publish.soft-limit, which is "
                + softLimit);
      }
      within(
          "xmpp.bus.publish.hard-limit",
          hardLimit,
          DataSize.ofKilobytes(1),
          DataSize.ofGigabytes(4));
    }
  }

  /**
   * The consumers.
   *
   * @param groupProtocol how members of a group agree on who owns what; default {@code consumer}
   *     (KIP-848), which hands over faster; {@code classic} for brokers before 4.0
   * @param maxPollRecords records handed over at once, 1 to 100000; default 2000
   * @param commitInterval how long finished records may stay uncommitted, 1ms to 1m; default 100ms.
   *     It bounds what a killed owner repeats; shorter costs requests.
   * @param maxUnfinished unfinished records of one partition at which reading it pauses, 1 to
   *     1000000; default 10000; it goes on at half of that
   * @param drainTimeout how long a partition that is given up waits for effects under way, 0 to 1m;
   *     default 1s. What takes longer is repeated by the next owner.
   * @param attempts how often a record whose handling throws is tried before it becomes a dead
   *     letter, 1 to 100; default 3
   * @param restoreTimeout how long reading a state topic to its end may take, at least 1s; default
   *     1m; then the member starts anew
   * @param fenceAfter after what time without a look at the clock, in the middle of its work, a
   *     member takes its partitions for lost (the process was stopped) and starts anew, 200ms to
   *     1m; default 2500ms. It must be below the session timeout of the group (the broker's {@code
   *     group.consumer.session.timeout.ms}; 6s with {@code classic}); lower mistakes long pauses of
   *     the JVM for a stop.
   */
  public record Consume(
      @DefaultValue("consumer") GroupProtocol groupProtocol,
      @DefaultValue("2000") @Min(1) @Max(100_000) int maxPollRecords,
      @DefaultValue("100ms") Duration commitInterval,
      @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxUnfinished,
      @DefaultValue("1s") Duration drainTimeout,
      @DefaultValue("3") @Min(1) @Max(100) int attempts,
      @DefaultValue("1m") Duration restoreTimeout,
      @DefaultValue("2500ms") Duration fenceAfter) {

    /** Checks what annotations cannot say. */
    public Consume {
      atLeast("xmpp.bus.consume.commit-interval", commitInterval, Duration.ofMillis(1));
      atMost("xmpp.bus.consume.commit-interval", commitInterval, Duration.ofMinutes(1));
      atLeast("xmpp.bus.consume.drain-timeout", drainTimeout, Duration.ZERO);
      atMost("xmpp.bus.consume.drain-timeout", drainTimeout, Duration.ofMinutes(1));
      atLeast("xmpp.bus.consume.restore-timeout", restoreTimeout, Duration.ofSeconds(1));
      atLeast("xmpp.bus.consume.fence-after", fenceAfter, Duration.ofMillis(200));
      atMost(
          "xmpp.bus.consume.fence-after",
          fenceAfter,
          groupProtocol == GroupProtocol.CLASSIC ? Duration.ofSeconds(5) : Duration.ofMinutes(1));
    }

    /** Returns the same with these limits, where there are any. */
    Consume with(@Nullable ReadLimits limits) {
      return limits == null
          ? this
          : new Consume(
              groupProtocol,
              maxPollRecords,
              limits.commitInterval(),
              limits.maxUnfinished(),
              drainTimeout,
              attempts,
              restoreTimeout,
              fenceAfter);
    }
  }

  /**
   * Readers of a topic that is theirs alone.
   *
   * @param commitInterval how long finished records may stay uncommitted, 1ms to 1m; default 100ms
   * @param maxUnfinished unfinished records at which reading pauses, 1 to 1000000; default 200000,
   *     because a stanza is unfinished until a client that manages its stream acknowledges it; it
   *     goes on at half of that. A record that is overtaken by four times as many pauses it as
   *     well.
   */
  public record Read(
      @DefaultValue("100ms") Duration commitInterval,
      @DefaultValue("200000") @Min(1) @Max(1_000_000) int maxUnfinished) {

    /** Checks what annotations cannot say. */
    public Read {
      atLeast("xmpp.bus.read.commit-interval", commitInterval, Duration.ofMillis(1));
      atMost("xmpp.bus.read.commit-interval", commitInterval, Duration.ofMinutes(1));
    }

    ReadLimits limits() {
      return new ReadLimits(commitInterval, maxUnfinished);
    }
  }

  /** Compression of batches; the names are Kafka's. */
  public enum Compression {
    /** None. */
    NONE,
    /** Fast, light. */
    LZ4,
    /** Slower, denser. */
    ZSTD,
    /** Fast, light. */
    SNAPPY,
    /** Slow, dense. */
    GZIP
  }

  /** Group protocols; the names are Kafka's. */
  public enum GroupProtocol {
    /** KIP-848: the broker assigns, one partition at a time. */
    CONSUMER,
    /** Members assign among themselves, cooperatively. */
    CLASSIC
  }

  private static void atLeast(String key, Duration value, Duration least) {
    if (value.compareTo(least) < 0) {
      throw new IllegalArgumentException(key + " is " + value + "; allowed is from " + least);
    }
  }

  private static void atMost(String key, Duration value, Duration most) {
    if (value.compareTo(most) > 0) {
      throw new IllegalArgumentException(key + " is " + value + "; allowed is up to " + most);
    }
  }

  private static void within(String key, DataSize value, DataSize least, DataSize most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
      throw new IllegalArgumentException(
          key + " is " + value + "; allowed is " + least + " to " + most);
    }
  }
}
