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
      Long before = known.putIfAbsent(receipt, number);
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

  private static final class Latest extends LinkedHashMap<String, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
      return size() > RECEIPTS_MAX;
    }
  }
}
