package org.godwit.testkit;

import java.util.List;
import java.util.function.BooleanSupplier;
import org.godwit.bus.StanzaBus;

/** What {@link StanzaBusContract} needs of a bus beside the bus itself. */
public interface BusFixture {

  /** Returns a bus with ordinary settings. */
  StanzaBus bus();

  /**
   * Returns another bus, which need not share records with the first: soft limit 4 KB, hard limit
   * 16 KB, at most {@link StanzaBusContract#TIGHT_UNFINISHED} unfinished records per partition and
   * {@link StanzaBusContract#TIGHT_BATCH} at once; nothing becomes durable within a few
   * milliseconds.
   */
  StanzaBus tightBus();

  /** Creates a topic with a name of its own. */
  String newTopic(int partitions);

  /**
   * Lets the bus work until {@code condition} holds; fails, naming {@code what}, if it never does.
   */
  void await(String what, BooleanSupplier condition);

  /** Returns the offset that {@code group} committed, or -1. */
  long committed(String topic, String group, int partition);

  /** Appends a record whose envelope is no envelope. */
  void appendPoison(String topic, int partition, String key);

  /** Returns the dead letters that came from {@code topic}. */
  List<DeadLetterRecord> deadLetters(String topic);
}
