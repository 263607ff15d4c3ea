package org.godwit.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Messages in circles: who writes next, and how long each took to everyone that it is for. The
 * event loop's thread.
 */
final class Traffic {

  private static final String PADDING = "x".repeat(76);

  private final List<Circle> circles = new ArrayList<>();
  private final Histogram micros = new Histogram(60_000_000, 3);
  private boolean refilling;
  private long sent;
  private long received;
  private long expected;
  private int nextCircle;

  /** Some who write in turn, to one address, from where {@code copies} clients get each message. */
  private static final class Circle {
    private final List<LoadClient> writers;
    private final String start;
    private final int copies;
    private int turn;
    private long deliveries;

    Circle(List<LoadClient> writers, String start, int copies) {
      this.writers = writers;
      this.start = start;
      this.copies = copies;
    }
  }

  /** One client writes to another. */
  void pair(LoadClient from, LoadClient to) {
    Circle circle = new Circle(List.of(from), "<message type='chat' to='" + to.jid() + "'>", 1);
    add(circle, List.of(to));
  }

  /** Ten of a room's occupants write in turn; all get each message. */
  void room(String room, List<LoadClient> occupants) {
    List<LoadClient> writers = occupants.subList(0, Math.min(10, occupants.size()));
    add(
        new Circle(writers, "<message type='groupchat' to='" + room + "'>", occupants.size()),
        occupants);
  }

  private void add(Circle circle, List<LoadClient> receivers) {
    circles.add(circle);
    receivers.forEach(receiver -> receiver.onStanza(element -> onStanza(circle, element)));
  }

  /** Begins with so many messages under way in each circle. */
  void begin(int window) {
    refilling = true;
    for (int i = 0; i < window; i++) {
      circles.forEach(circle -> write(circle, System.nanoTime()));
    }
  }

  /** Writes one message that was due at this time, in the next circle. */
  void due(long nanos) {
    write(circles.get(nextCircle++ % circles.size()), nanos);
  }

  /** Forgets what was counted, not what is under way. */
  void reset() {
    micros.reset();
  }

  /** Writes nothing more. */
  void stop() {
    refilling = false;
  }

  Histogram micros() {
    return micros;
  }

  long sent() {
    return sent;
  }

  /** Returns how many of the messages that were written have not come. */
  long missing() {
    return expected - received;
  }

  private void write(Circle circle, long nanos) {
    sent++;
    expected += circle.copies;
    LoadClient writer = circle.writers.get(circle.turn++ % circle.writers.size());
    writer.stanza(circle.start + "<body>" + nanos + ' ' + PADDING + "</body></message>");
  }

  private void onStanza(Circle circle, String element) {
    int body = element.indexOf("<body>");
    int space = body < 0 ? -1 : element.indexOf(' ', body);
    if (space < 0) {
      return;
    }
    received++;
    long nanos = System.nanoTime() - Long.parseLong(element, body + 6, space, 10);
    micros.recordValue(Math.min(Math.max(nanos / 1000, 0), micros.getHighestTrackableValue()));
    if (++circle.deliveries % circle.copies == 0 && refilling) {
      write(circle, System.nanoTime());
    }
  }
}
