package org.godwit.it.chaos;

import java.util.Comparator;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage;

/** The way of one stanza over the bus, and where it ended. Pure. */
record StanzaPath(List<Hop> hops) {

  private static final Comparator<Hop> ORDER =
      Comparator.comparingLong(Hop::timestampMs)
          .thenComparingInt(Hop::rank)
          .thenComparingLong(Hop::offset);

  /** Puts the records into the order in which they were published. */
  StanzaPath {
    hops = hops.stream().sorted(ORDER).toList();
  }

  /** Returns where the stanza was seen last, in one sentence: where to look first. */
  String end() {
    if (hops.isEmpty()) {
      return "No record carries it: it ended in the sender's gateway.";
    }
    Hop last = hops.getLast();
    return switch (last.message()) {
      case BusMessage.Sent _ ->
          "Only the sender's owner got it, by "
              + last.place()
              + ": it ended there where the stream was vetted, in the sender's gateway where not.";
      case BusMessage.ToGateway _ ->
          "It was seen last on the way to a client, at "
              + last.place()
              + ": it ended in the gateway that reads this topic, or on the wire.";
      case BusMessage.Undelivered _ ->
          "It was seen last on its way back, at "
              + last.place()
              + ": it ended in the receiver's owner, or in its store.";
      case BusMessage.ToOwner _ ->
          "It was seen last on the way to its owner, at "
              + last.place()
              + ": it ended in the owner, or in its store.";
      case null -> "It was seen last at " + last.place() + ", which has no envelope.";
    };
  }
}
