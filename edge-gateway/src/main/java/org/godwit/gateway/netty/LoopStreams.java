package org.godwit.gateway.netty;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.godwit.gateway.stream.StreamInput;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlParserPool;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one event loop and what they share there. All methods but {@link #executor} and
 * {@link #nowNanos} are called on the loop only.
 */
final class LoopStreams {
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Executor executor;
  private final LongSupplier clock;
  private final LoopTimer timer;
  private final XmlParserPool parsers = new XmlParserPool();
  private final Set<ClientStream> streams = new HashSet<>();
  private List<StreamManagement> reports = new ArrayList<>();
  private long minute;
  private boolean paused;
  private @Nullable StreamError shutdown;
  private Runnable onEmpty = () -> {};

  LoopStreams(Executor executor, LongSupplier clock, LoopTimer timer) {
    this.executor = executor;
    this.clock = clock;
    this.timer = timer;
    this.minute = minuteOf(clock.getAsLong());
  }

  private static long minuteOf(long nanos) {
    return Math.floorDiv(nanos, MINUTE_NANOS);
  }

  /** Returns the number of the current minute, which all streams share; a second late at most. */
  long minute() {
    return minute;
  }

  Executor executor() {
    return executor;
  }

  XmlParserPool parsers() {
    return parsers;
  }

  long nowNanos() {
    return clock.getAsLong();
  }

  void add(ClientStream stream) {
    streams.add(stream);
    if (shutdown != null) {
      stream.sendAway(shutdown);
    }
  }

  void remove(ClientStream stream) {
    streams.remove(stream);
    completeIfEmpty();
  }

  /** Tells whether streams must leave their input where it is because the bus is full. */
  boolean isPaused() {
    return paused;
  }

  /** The bus is full: no stream of this loop reads on. */
  void pause() {
    if (!paused) {
      paused = true;
      streams.forEach(ClientStream::updateReading);
    }
  }

  /** The bus has room again. */
  void resume() {
    if (paused) {
      paused = false;
      for (ClientStream stream : new ArrayList<>(streams)) {
        if (paused) {
          return;
        }
        stream.onResumed();
      }
    }
  }

  /**
   * Calls {@link StreamManagement#onReportDue} after {@code delayNanos}: one timer for all that are
   * due, and none where nothing is.
   */
  void reportLater(StreamManagement management, long delayNanos) {
    reports.add(management);
    if (reports.size() == 1) {
      timer.after(this::report, delayNanos);
    }
  }

  private void report() {
    List<StreamManagement> due = reports;
    reports = new ArrayList<>();
    due.forEach(StreamManagement::onReportDue);
  }

  /** Closes every connection without another word: this gateway may not act any more. */
  void abandonAll() {
    for (ClientStream stream : new ArrayList<>(streams)) {
      stream.abandon();
    }
  }

  /** Looks at every stream's time limits: the one timer of all connections. */
  void sweep() {
    long now = nowNanos();
    minute = minuteOf(now);
    for (ClientStream stream : new ArrayList<>(streams)) {
      stream.onSweep(now);
    }
  }

  /**
   * Ends up to {@code count} streams with {@code error}, those first that can be resumed, which
   * they stay; returns how many have not ended.
   */
  int drain(StreamError error, int count) {
    List<ClientStream> open = new ArrayList<>(streams);
    open.removeIf(ClientStream::isOver);
    open.sort(Comparator.comparing(stream -> !stream.isResumable()));
    int ends = Math.min(count, open.size());
    open.subList(0, ends).forEach(stream -> stream.sendAway(error));
    return open.size() - ends;
  }

  /** Ends every stream to {@code host} with {@code error}; none of them can be resumed. */
  void endAll(String host, StreamError error) {
    for (ClientStream stream : new ArrayList<>(streams)) {
      if (stream.isAt(host)) {
        stream.onInput(new StreamInput.Failed(error));
      }
    }
  }

  /**
   * Ends every stream, now and later, with {@code error}; those that can be resumed stay so. Runs
   * {@code whenEmpty} after the last.
   */
  void closeAll(StreamError error, Runnable whenEmpty) {
    shutdown = error;
    onEmpty = whenEmpty;
    for (ClientStream stream : new ArrayList<>(streams)) {
      stream.sendAway(error);
    }
    completeIfEmpty();
  }

  private void completeIfEmpty() {
    if (shutdown != null && streams.isEmpty()) {
      onEmpty.run();
    }
  }
}
