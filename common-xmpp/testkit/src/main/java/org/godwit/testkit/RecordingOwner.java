package org.godwit.testkit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.protocol.envelope.BusMessage.Delivered;

/**
 * An owner that notes what it is given and does with each record what the test says. Any thread may
 * read what it noted.
 */
public final class RecordingOwner implements PartitionOwner {

  private final BiConsumer<InboundRecord, Completion> behaviour;
  private final List<InboundRecord> records = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<Long, Completion> completions = new ConcurrentHashMap<>();

  /** Makes an owner that finishes each record at once. */
  public RecordingOwner() {
    this((record, completion) -> completion.done());
  }

  /** Makes an owner that does this with each record. */
  public RecordingOwner(BiConsumer<InboundRecord, Completion> behaviour) {
    this.behaviour = behaviour;
  }

  /** Makes an owner that finishes nothing by itself: see {@link #completion}. */
  public static RecordingOwner holding() {
    return new RecordingOwner((record, completion) -> {});
  }

  @Override
  public void onState(String key, byte[] state) {
    calls.add("state " + key + "=" + new String(state, StandardCharsets.UTF_8));
  }

  @Override
  public void onRecord(InboundRecord record, Completion completion) {
    records.add(record);
    calls.add("record " + text(record));
    completions.put(record.offset(), completion);
    behaviour.accept(record, completion);
  }

  @Override
  public void onBatchEnd() {
    calls.add("batch end");
  }

  @Override
  public void close() {
    calls.add("close");
  }

  /** Returns the records in the order they came, attempts included. */
  public List<InboundRecord> records() {
    return List.copyOf(records);
  }

  /** Returns the receipts of the records of kind {@link Delivered}, in the order they came. */
  public List<String> texts() {
    return records.stream().map(RecordingOwner::text).toList();
  }

  /** Returns the texts by key. */
  public Map<String, List<String>> textsByKey() {
    Map<String, List<String>> byKey = new LinkedHashMap<>();
    records.forEach(r -> byKey.computeIfAbsent(r.key(), k -> new ArrayList<>()).add(text(r)));
    return byKey;
  }

  /** Returns every call: {@code state k=v}, {@code record t}, {@code batch end}, {@code close}. */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Returns the last completion of the record at {@code offset}, which must have come. */
  public Completion completion(long offset) {
    Completion completion = completions.get(offset);
    if (completion == null) {
      throw new IllegalStateException("no record with offset " + offset + " has come");
    }
    return completion;
  }

  /** Returns the receipt of a {@link Delivered} record; for others their description. */
  public static String text(InboundRecord record) {
    return record.message() instanceof Delivered delivered
        ? delivered.receipt()
        : String.valueOf(record.message());
  }
}
