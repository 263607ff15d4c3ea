package org.godwit.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.junit.jupiter.api.Test;

class DrainTests {
  private final AtomicLong nanos = new AtomicLong();
  private final List<String> calls = new ArrayList<>();

  /** Streams whose clock moves by half a second with every look at them. */
  private final class Streams implements Drain.Streams {
    private int open;

    Streams(int open) {
      this.open = open;
    }

    @Override
    public synchronized void stopListening() {
      calls.add("stop");
    }

    @Override
    public synchronized int drain(StreamError error, int count) {
      assertThat(error.condition()).isEqualTo(StreamErrorCondition.SYSTEM_SHUTDOWN);
      calls.add(Integer.toString(count));
      open -= Math.min(count, open);
      nanos.addAndGet(Duration.ofMillis(500).toNanos());
      return open;
    }
  }

  private Drain drain(int open) {
    return new Drain(
        new DrainProperties(10, Duration.ofSeconds(60)), new Streams(open), nanos::get);
  }

  @Test
  void nobodyComesInAndStreamsEndAtTheSetPace() {
    Drain drain = drain(12);
    assertThat(drain.progress()).isEqualTo(new Drain.Progress(Drain.Phase.SERVING, 0, -1));

    drain.drain();

    assertThat(calls).containsExactly("stop", "0", "5", "5", "2");
    assertThat(drain.progress()).isEqualTo(new Drain.Progress(Drain.Phase.DRAINED, 12, 0));
    assertThat(drain.isServing()).isFalse();
  }

  @Test
  void anEmptyGatewayIsDrainedAtOnceAndOnlyOnce() {
    Drain drain = drain(0);
    drain.begin();
    await().until(() -> drain.progress().phase() == Drain.Phase.DRAINED);

    drain.drain();
    drain.begin();

    assertThat(calls).containsExactly("stop", "0");
  }

  @Test
  void whatFailsDoesNotKeepTheProcessFromStopping() {
    Drain drain =
        new Drain(
            new DrainProperties(10, Duration.ofSeconds(60)),
            new Drain.Streams() {
              @Override
              public void stopListening() {
                throw new IllegalStateException("the event loops have ended");
              }

              @Override
              public int drain(StreamError error, int count) {
                return 0;
              }
            },
            nanos::get);

    drain.drain();

    assertThat(drain.progress().phase()).isEqualTo(Drain.Phase.DRAINED);
  }

  @Test
  void aDeadlineOutOfRangeIsRefused() {
    assertThatThrownBy(() -> new DrainProperties(1, Duration.ofHours(2)))
        .hasMessage("xmpp.gateway.drain.deadline is PT2H but must be between 0s and 1h");
  }
}
