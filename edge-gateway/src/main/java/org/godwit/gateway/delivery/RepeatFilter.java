package org.godwit.gateway.delivery;

import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.protocol.envelope.Source;
import org.jspecify.annotations.Nullable;

/**
 * Recognises what a new owner of an account sends to a stream again (docs/stream-lifecycle.md,
 * section 2, "Replay by a new owner"): a delivery whose source is not above the last one's, and a
 * receipt that has come before. Pure but for its own fields; not thread-safe, the event loop's.
 */
public final class RepeatFilter {
  /** What {@link #repeats} returns for a stanza that is new. */
  public static final long NEW = -2;

  /** What {@link #repeats} returns for a repeated stanza that nobody waits for. */
  public static final long REPEATED = -1;

  /** More than one batch of a backlog has by default: only the latest are sent again. */
  private static final int RECEIPTS_MAX = 1024;

  private long lastSource = -1;
  private @Nullable Map<String, Long> receipts;

  /**
   * Takes a delivery.
   *
   * @param number the number that the stanza will have on its stream, from 0
   * @return {@link #NEW}; {@link #REPEATED}; or the number of the stanza with the same receipt
   */
  public long repeats(@Nullable Source source, @Nullable String receipt, long number) {
    if (receipt != null) {
      Map<String, Long> known = receipts;
      if (known == null) {
        known = new Latest();
        receipts = known;
      }
      Long before = known.putIfAbsent(row(receipt), number);
      return before == null ? NEW : before;
    }
    if (source == null || source.again()) {
      return NEW;
    }
    if (source.offset() <= lastSource) {
      return REPEATED;
    }
    lastSource = source.offset();
    return NEW;
  }

  /**
   * Returns the part of a receipt that names the stored row. Session-service writes {@code o1
   * partition offset index received-at flag topic}, where the flag says whether the next batch
   * follows: that is not the same when another owner sends the row.
   */
  static String row(String receipt) {
    if (!receipt.startsWith("o1 ")) {
      return receipt;
    }
    int start = -1;
    for (int i = 0; i < 5; i++) {
      start = receipt.indexOf(' ', start + 1);
      if (start < 0) {
        return receipt;
      }
    }
    int end = receipt.indexOf(' ', start + 1);
    return end < 0 ? receipt : receipt.substring(0, start) + receipt.substring(end);
  }

  private static final class Latest extends LinkedHashMap<String, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > RECEIPTS_MAX;
    }
  }
}
