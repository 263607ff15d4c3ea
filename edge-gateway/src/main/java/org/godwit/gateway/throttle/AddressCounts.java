package org.godwit.gateway.throttle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts the open streams of each client address, and those that are not authenticated. Streams
 * whose address is unknown are not counted. Any thread; holds nothing of an address without
 * streams.
 */
public final class AddressCounts {
  /** What is to become of a stream that was opened. */
  public enum Verdict {
    /** It may stay. */
    ADMITTED,
    /** Its address has too many streams. */
    TOO_MANY_STREAMS,
    /** Its address has too many streams that are not authenticated. */
    TOO_MANY_NEWCOMERS
  }

  private record Count(int streams, int newcomers) {
    static final Count NONE = new Count(0, 0);

    @Nullable Count plus(int moreStreams, int moreNewcomers) {
      Count sum = new Count(streams + moreStreams, newcomers + moreNewcomers);
      return sum.streams == 0 ? null : sum;
    }
  }

  private final int streamsMax;
  private final int newcomersMax;
  private final Map<String, Count> counts = new ConcurrentHashMap<>();

  /**
   * @param streamsMax streams of one address; 0 for any number
   * @param newcomersMax those of them that are not authenticated; 0 for any number
   */
  public AddressCounts(int streamsMax, int newcomersMax) {
    this.streamsMax = streamsMax;
    this.newcomersMax = newcomersMax;
  }

  /**
   * A stream was opened. It counts also where it may not stay, until {@link #onClosed}.
   *
   * @param address the client's; null where unknown
   */
  public Verdict onOpened(@Nullable String address) {
    Count count = add(address, 1, 1);
    if (streamsMax > 0 && count.streams > streamsMax) {
      return Verdict.TOO_MANY_STREAMS;
    }
    return newcomersMax > 0 && count.newcomers > newcomersMax
        ? Verdict.TOO_MANY_NEWCOMERS
        : Verdict.ADMITTED;
  }

  /** A stream was authenticated: it is no newcomer any more. */
  public void onAuthenticated(@Nullable String address) {
    add(address, 0, -1);
  }

  /** A stream is gone; {@code isNewcomer} where it was never authenticated. */
  public void onClosed(@Nullable String address, boolean isNewcomer) {
    add(address, -1, isNewcomer ? -1 : 0);
  }

  /** Returns how many addresses have streams. */
  int addresses() {
    return counts.size();
  }

  private Count add(@Nullable String address, int streams, int newcomers) {
    if (address == null) {
      return Count.NONE;
    }
    Count sum =
        counts.compute(
            address,
            (_, before) -> (before == null ? Count.NONE : before).plus(streams, newcomers));
    return sum == null ? Count.NONE : sum;
  }
}
