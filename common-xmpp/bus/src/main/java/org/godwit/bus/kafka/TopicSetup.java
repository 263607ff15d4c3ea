package org.godwit.bus.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.godwit.bus.TopicKind;

/**
 * Creates topics that are missing and refuses those that have another number of partitions.
 *
 * <p>It uses Kafka's own admin client: spring-kafka's {@code KafkaAdmin} would raise the number of
 * partitions of an existing topic, which moves keys to other partitions and breaks their order.
 */
final class TopicSetup {

  private static final long RETRY_NANOS = 20_000_000;

  private final KafkaClients clients;
  private final BusProperties properties;

  TopicSetup(KafkaClients clients, BusProperties properties) {
    this.clients = clients;
    this.properties = properties;
  }

  /** Makes sure that all these topics exist as configured. */
  void ensure(Map<String, TopicKind> topics) {
    long deadline = System.nanoTime() + properties.startTimeout().toNanos();
    Admin admin = clients.admin();
    try {
      Set<String> present = await(admin.listTopics().names(), deadline);
      List<NewTopic> missing = new ArrayList<>();
      topics.forEach((name, kind) -> {
        if (!present.contains(name)) {
          missing.add(newTopic(name, kind));
        }
      });
      create(admin, missing, deadline);
      check(topics, describe(admin, topics.keySet(), deadline));
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "Kafka at spring.kafka.bootstrap-servers="
              + String.join(",", clients.bootstrapServers())
              + " did not answer within xmpp.bus.start-timeout="
              + properties.startTimeout(),
          e);
    } finally {
      // Without a limit the client would see its unanswered calls through.
      admin.close(Duration.ZERO);
    }
  }

  private void create(Admin admin, List<NewTopic> missing, long deadline) throws TimeoutException {
    if (missing.isEmpty()) {
      return;
    }
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      try {
        await(created, deadline);
      } catch (IllegalStateException e) {
        // Another process that starts at the same time was faster; what it made is checked below.
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static Map<String, TopicDescription> describe(
      Admin admin, Collection<String> names, long deadline) throws TimeoutException {
    while (true) {
      try {
        return await(admin.describeTopics(names).allTopicNames(), deadline);
      } catch (IllegalStateException e) {
        // A new topic reaches the brokers one after another.
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw e;
        }
        LockSupport.parkNanos(RETRY_NANOS);
      }
    }
  }

  private void check(Map<String, TopicKind> topics, Map<String, TopicDescription> found) {
    topics.forEach((name, kind) -> {
      TopicDescription description = found.get(name);
      int is = description == null ? 0 : description.partitions().size();
      int wanted = partitions(kind);
      if (is != wanted) {
        throw new IllegalArgumentException(
            "topic '" + name + "' has " + is + " partitions, but " + reason(kind, wanted));
      }
    });
  }

  private static String reason(TopicKind kind, int wanted) {
    return switch (kind) {
      case GATEWAY, FOLLOWED, RECENT -> "must have 1: create it anew";
      case LOG, STATE, EVENT, DEAD_LETTER ->
          "xmpp.bus.partitions asks for "
              + wanted
              + ": set it to what the topic has, because another number would move keys"
              + " between partitions";
    };
  }

  private int partitions(TopicKind kind) {
    return switch (kind) {
      case GATEWAY, FOLLOWED, RECENT -> 1;
      case LOG, STATE, EVENT, DEAD_LETTER -> properties.partitions();
    };
  }

  private NewTopic newTopic(String name, TopicKind kind) {
    Map<String, String> settings = new HashMap<>();
    settings.put(
        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, properties.replicationFactor() >= 3 ? "2" : "1");
    settings.put(
        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
        Long.toString(properties.maxRecord().toBytes() + KafkaClients.DEAD_LETTER_HEADROOM));
    switch (kind) {
      case LOG, EVENT -> retain(settings, properties.retention());
      case GATEWAY -> retain(settings, properties.gatewayRetention());
      case DEAD_LETTER -> retain(settings, properties.deadLetterRetention());
      case RECENT -> {
        compact(settings);
        settings.put(
            TopicConfig.CLEANUP_POLICY_CONFIG,
            TopicConfig.CLEANUP_POLICY_COMPACT + ',' + TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, millis(properties.retention()));
      }
      case STATE, FOLLOWED -> compact(settings);
    }
    return new NewTopic(name, partitions(kind), (short) properties.replicationFactor())
        .configs(settings);
  }

  private static void compact(Map<String, String> settings) {
    // A new owner reads the partition to its end before its first record: small segments and
    // an eager cleaner keep that short, and tombstones need not outlive a restore by much.
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
    settings.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(8 * 1024 * 1024));
    settings.put(TopicConfig.SEGMENT_MS_CONFIG, millis(Duration.ofMinutes(10)));
    settings.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
    settings.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, millis(Duration.ofMinutes(10)));
  }

  private static void retain(Map<String, String> settings, Duration retention) {
    settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
    settings.put(TopicConfig.RETENTION_MS_CONFIG, millis(retention));
  }

  private static String millis(Duration duration) {
    return Long.toString(duration.toMillis());
  }

  private static <T> T await(KafkaFuture<T> future, long deadline) throws TimeoutException {
    try {
      long rest = Math.max(1, deadline - System.nanoTime());
      return future.get(rest, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for Kafka", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
        TimeoutException timeout = new TimeoutException(String.valueOf(e.getMessage()));
        timeout.initCause(e);
        throw timeout;
      }
      throw new IllegalStateException("Kafka refused: " + e.getMessage(), e.getCause());
    }
  }
}
