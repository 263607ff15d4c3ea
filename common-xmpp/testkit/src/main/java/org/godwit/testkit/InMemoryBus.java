package org.godwit.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.godwit.bus.BusFullException;
import org.godwit.bus.DeadLetter;
import org.godwit.bus.EventPublisher;
import org.godwit.bus.InFlightBytes;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StateListener;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.EncodedMessage;
import org.godwit.protocol.envelope.EnvelopeCodec;
import org.jspecify.annotations.Nullable;

/**
 * The bus without Kafka, moved by the test: nothing happens but in {@link #runUntilIdle}.
 *
 * <p>Publishing and completing may come from any thread; everything else belongs to the thread of
 * the test, and owners and callbacks run on it. With a seed, what Kafka leaves open (which
 * partition goes on next, when a commit is made) is chosen by it; the same seed gives the same run.
 * Every message passes through {@link EnvelopeCodec}, so one that cannot be encoded fails here too.
 */
public final class InMemoryBus implements StanzaBus, EventPublisher {

  private record Slot(String topic, int partition) {}

  private record Pending(StoredRecord record, PublishCallback callback) {}

  private record Published(Slot slot, Pending pending) {}

  private record GroupId(String topic, String group) {}

  private final InMemoryBusSettings settings;
  private final @Nullable Random random;
  private final InFlightBytes inFlight;
  private final Map<String, MemoryTopic> topics = new ConcurrentHashMap<>();
  private final Map<GroupId, MemoryGroup> groups = new LinkedHashMap<>();
  private final List<MemoryFollower> followers = new ArrayList<>();
  private final Queue<Published> inbox = new ConcurrentLinkedQueue<>();
  private final Map<Slot, Queue<Pending>> pending = new LinkedHashMap<>();
  private volatile Predicate<String> refused = topic -> false;

  /** Makes a bus with {@link InMemoryBusSettings#DEFAULT}. */
  public InMemoryBus() {
    this(InMemoryBusSettings.DEFAULT);
  }

  /** Makes a bus with the installed topics, empty. */
  public InMemoryBus(InMemoryBusSettings settings) {
    this.settings = settings;
    Long seed = settings.order().seed();
    this.random = seed == null ? null : new Random(seed);
    this.inFlight = new InFlightBytes(settings.softLimit(), settings.hardLimit());
    Topics.installed()
        .forEach((name, kind) ->
            createTopic(
                name,
                switch (kind) {
                  case FOLLOWED, RECENT, GATEWAY -> 1;
                  case LOG, STATE, EVENT, DEAD_LETTER -> settings.partitions();
                }));
  }

  /** Creates a topic where it does not exist. */
  public void createTopic(String name, int partitions) {
    topics.computeIfAbsent(name, n -> new MemoryTopic(n, partitions));
  }

  @Override
  public String createGatewayTopic(String id) {
    String name = Topics.gateway(id);
    createTopic(name, 1);
    return name;
  }

  @Override
  public void publish(String topic, String key, BusMessage message, PublishCallback callback) {
    publishEncoded(topic, -1, key, message, callback);
  }

  @Override
  public void publishTo(String topic, int partition, BusMessage message, PublishCallback callback) {
    publishEncoded(topic, partition, "", message, callback);
  }

  @Override
  public void publishState(
      String topic, int partition, String key, byte @Nullable [] state, PublishCallback callback) {
    enqueue(topic, partition, stored(key, state, Map.of()), callback);
  }

  @Override
  public void publishEvent(
      String topic,
      String key,
      Map<String, String> attributes,
      byte[] json,
      PublishCallback callback) {
    Map<String, byte[]> headers = new HashMap<>();
    attributes.forEach((name, value) -> headers.put(ATTRIBUTE_PREFIX + name, utf8(value)));
    headers.put(ATTRIBUTE_PREFIX + "specversion", utf8("1.0"));
    headers.put("content-type", utf8("application/json"));
    enqueue(topic, topic(topic).partitionOf(key), stored(key, json, headers), callback);
  }

  /** Returns the types and data of the events that are durable on {@code topic}, in order. */
  public List<String> events(String topic) {
    List<String> events = new ArrayList<>();
    MemoryTopic found = topic(topic);
    for (int partition = 0; partition < found.count(); partition++) {
      for (StoredRecord record : found.partition(partition)) {
        byte[] value = record.value();
        byte[] type = record.headers().get(ATTRIBUTE_PREFIX + "type");
        events.add(
            (type == null ? "" : new String(type, StandardCharsets.UTF_8))
                + ' '
                + (value == null ? "" : new String(value, StandardCharsets.UTF_8)));
      }
    }
    return events;
  }

  @Override
  public int partitions(String topic) {
    return topic(topic).count();
  }

  @Override
  public boolean isSaturated() {
    return inFlight.isSaturated();
  }

  @Override
  public void onDrained(Runnable listener) {
    inFlight.onDrained(listener);
  }

  @Override
  public Subscription own(OwnedTopic spec) {
    MemoryGroup group =
        groups.computeIfAbsent(
            new GroupId(spec.topic(), spec.group()),
            id -> new MemoryGroup(topic(id.topic()), settings, this::bury));
    return new MemorySubscription(this, group, spec);
  }

  @Override
  public Subscription read(String topic, String group, PartitionOwner reader) {
    return own(new OwnedTopic(topic, group, null, 1, partition -> reader));
  }

  @Override
  public Subscription follow(String topic, StateListener listener) {
    return new MemoryFollower(this, topic(topic), listener);
  }

  /**
   * Lets things happen until nothing more can; returns how many steps that took. A flush of state
   * that failed before is tried once more.
   */
  public int runUntilIdle() {
    groups.values().forEach(MemoryGroup::retryFlushes);
    int steps = 0;
    while (step()) {
      steps++;
    }
    return steps;
  }

  /** Lets one thing happen: a record arrives, a batch is handed over, a commit is made. */
  public boolean step() {
    takeInbox();
    for (MemoryGroup group : groups.values()) {
      if (group.isStale()) {
        group.rebalance(stateTopicOf(group));
        return true;
      }
    }
    List<Runnable> possible = possible();
    if (possible.isEmpty()) {
      return false;
    }
    possible.get(random == null ? 0 : random.nextInt(possible.size())).run();
    return true;
  }

  /**
   * Ends a member as SIGKILL would: its owners are not closed, and what was not committed is
   * repeated by whoever owns its partitions next.
   */
  public void crash(Subscription subscription) {
    switch (subscription) {
      case MemorySubscription member -> member.group().leave(member, false);
      case MemoryFollower follower -> remove(follower);
      default -> throw new IllegalArgumentException("not a subscription of this bus");
    }
  }

  /** Forgets what was published and has not arrived, as SIGKILL would; no callback is told. */
  public int loseUnpublished() {
    takeInbox();
    int lost = 0;
    for (Queue<Pending> queue : pending.values()) {
      for (Pending next : queue) {
        inFlight.release(next.record().size());
        lost++;
      }
    }
    pending.clear();
    return lost;
  }

  /**
   * Decides what becomes of what a process had published when it dies by SIGKILL: in each partition
   * some of it, from the first on, arrives before anybody else does anything more, and the rest is
   * lost. Without a seed all of it arrives.
   *
   * @param published tells what is the process's by its callback
   */
  public void settle(Predicate<PublishCallback> published) {
    takeInbox();
    for (Map.Entry<Slot, Queue<Pending>> slot : List.copyOf(pending.entrySet())) {
      boolean arrives = true;
      Queue<Pending> rest = new ArrayDeque<>();
      for (Pending next : slot.getValue()) {
        if (!published.test(next.callback())) {
          rest.add(next);
          continue;
        }
        arrives = arrives && (random == null || random.nextInt(4) > 0);
        if (arrives) {
          arrive(slot.getKey(), next);
        } else {
          inFlight.release(next.record().size());
        }
      }
      if (rest.isEmpty()) {
        pending.remove(slot.getKey());
      } else {
        pending.put(slot.getKey(), rest);
      }
    }
  }

  /** From now on records to these topics fail when they would arrive. */
  public void refuse(Predicate<String> topicNames) {
    refused = topicNames;
  }

  /** Appends a record as it is: the way to make poison. */
  public void appendRaw(String topic, int partition, String key, byte[] envelope, byte[] value) {
    topic(topic)
        .partition(partition)
        .add(stored(key, value, Map.of(EnvelopeCodec.HEADER, envelope)));
  }

  /** Returns what has arrived on a topic, partition by partition in the order of offsets. */
  public List<InboundRecord> records(String topic) {
    MemoryTopic from = topic(topic);
    List<InboundRecord> all = new ArrayList<>();
    for (int partition = 0; partition < from.count(); partition++) {
      List<StoredRecord> stored = from.partition(partition);
      for (int offset = 0; offset < stored.size(); offset++) {
        all.add(stored.get(offset).inbound(topic, partition, offset));
      }
    }
    return all;
  }

  /** Returns the latest entries of a state topic. */
  public Map<String, byte[]> state(String topic) {
    MemoryTopic from = topic(topic);
    Map<String, byte[]> all = new LinkedHashMap<>();
    for (int partition = 0; partition < from.count(); partition++) {
      all.putAll(from.latest(partition));
    }
    return all;
  }

  /** Returns the offset that a group has committed; -1 for none. */
  public long committed(String topic, String group, int partition) {
    MemoryGroup known = groups.get(new GroupId(topic, group));
    return known == null ? -1 : known.committed(partition);
  }

  /** Returns what has arrived on the dead-letter topic. */
  public List<DeadLetterRecord> deadLetters() {
    MemoryTopic from = topic(Topics.DEAD_LETTER);
    List<DeadLetterRecord> all = new ArrayList<>();
    for (int partition = 0; partition < from.count(); partition++) {
      from.partition(partition).forEach(record -> all.add(record.deadLetter()));
    }
    return all;
  }

  void add(MemoryFollower follower) {
    followers.add(follower);
  }

  void remove(MemoryFollower follower) {
    followers.remove(follower);
  }

  /** Lets everything that was published arrive, and nothing else happen. */
  void appendAllPending() {
    takeInbox();
    while (!pending.isEmpty()) {
      append(pending.keySet().iterator().next());
      takeInbox();
    }
  }

  private List<Runnable> possible() {
    List<Runnable> possible = new ArrayList<>();
    pending.keySet().forEach(slot -> possible.add(() -> append(slot)));
    for (MemoryFollower follower : followers) {
      if (follower.hasNext()) {
        possible.add(follower::deliver);
      }
    }
    for (MemoryGroup group : groups.values()) {
      for (MemorySubscription member : group.members()) {
        member
            .partitions()
            .forEach((number, partition) -> {
              if (partition.hasNext()) {
                possible.add(partition::deliverBatch);
              }
            });
      }
    }
    for (MemoryGroup group : groups.values()) {
      for (MemorySubscription member : group.members()) {
        for (int number : member.partitions().keySet()) {
          if (group.isCommitDue(member, number)) {
            possible.add(() -> group.commit(member, number));
          }
        }
      }
    }
    return possible;
  }

  private void append(Slot slot) {
    Queue<Pending> queue = pending.getOrDefault(slot, new ArrayDeque<>());
    Pending next = queue.poll();
    if (queue.isEmpty()) {
      pending.remove(slot);
    }
    if (next != null) {
      arrive(slot, next);
    }
  }

  private void arrive(Slot slot, Pending next) {
    MemoryTopic topic = topics.get(slot.topic());
    Throwable failure = null;
    if (topic == null || slot.partition() >= topic.count()) {
      failure = new IllegalStateException("topic '" + slot.topic() + "' is unknown");
    } else if (refused.test(slot.topic())) {
      failure = new IllegalStateException("topic '" + slot.topic() + "' is refused");
    } else {
      topic.partition(slot.partition()).add(next.record());
    }
    inFlight.release(next.record().size());
    next.callback().onPublished(failure);
  }

  private void publishEncoded(
      String topic, int partition, String key, BusMessage message, PublishCallback callback) {
    EncodedMessage encoded = EnvelopeCodec.encode(message);
    EnvelopeCodec.decode(encoded.envelope(), encoded.stanza());
    StoredRecord record =
        stored(key, encoded.stanza().clone(), Map.of(EnvelopeCodec.HEADER, encoded.envelope()));
    enqueue(topic, partition, record, callback);
  }

  private void enqueue(String topic, int partition, StoredRecord record, PublishCallback callback) {
    if (!inFlight.tryAdd(record.size())) {
      callback.onPublished(new BusFullException(inFlight.hardLimit()));
      return;
    }
    MemoryTopic known = topics.get(topic);
    int to = partition >= 0 ? partition : known == null ? 0 : known.partitionOf(record.key());
    inbox.add(new Published(new Slot(topic, to), new Pending(record, callback)));
  }

  private void takeInbox() {
    for (Published next = inbox.poll(); next != null; next = inbox.poll()) {
      pending.computeIfAbsent(next.slot(), slot -> new ArrayDeque<>()).add(next.pending());
    }
  }

  private void bury(MemoryPartition.Grave grave, Throwable cause, Runnable onDurable) {
    Map<String, byte[]> headers = new LinkedHashMap<>(grave.record().headers());
    headers.put(DeadLetter.TOPIC, utf8(grave.topic()));
    headers.put(DeadLetter.PARTITION, utf8(Integer.toString(grave.partition())));
    headers.put(DeadLetter.OFFSET, utf8(Long.toString(grave.offset())));
    headers.put(DeadLetter.CAUSE, utf8(cause.getClass().getName()));
    headers.put(DeadLetter.MESSAGE, utf8(DeadLetter.messageOf(cause)));
    StoredRecord letter = stored(grave.record().key(), grave.record().value(), headers);
    enqueue(
        Topics.DEAD_LETTER,
        -1,
        letter,
        failure -> {
          if (failure == null) {
            onDurable.run();
          }
        });
  }

  private @Nullable MemoryTopic stateTopicOf(MemoryGroup group) {
    for (MemorySubscription member : group.members()) {
      String name = member.spec().stateTopic();
      if (name != null) {
        return topic(name);
      }
    }
    return null;
  }

  private MemoryTopic topic(String name) {
    MemoryTopic topic = topics.get(name);
    if (topic == null) {
      throw new IllegalStateException("topic '" + name + "' is unknown");
    }
    return topic;
  }

  private StoredRecord stored(String key, byte @Nullable [] value, Map<String, byte[]> headers) {
    return new StoredRecord(key, value, headers, settings.order().clock().millis());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
