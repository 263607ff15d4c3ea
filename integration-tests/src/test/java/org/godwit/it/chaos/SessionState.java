package org.godwit.it.chaos;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.godwit.it.chaos.Ledger.Life;
import org.godwit.it.chaos.Ledger.Receipt;
import org.godwit.it.chaos.Outbox.Outgoing;
import org.jspecify.annotations.Nullable;

/**
 * What a client knows of its session: both counters of XEP-0198, what is unacknowledged, and the id
 * with which it resumes. Survives connections; whoever calls holds the client's lock.
 */
final class SessionState {

  private static final String ACK_PREFIX = "ack-";

  private final String user;
  private final Ledger ledger;
  private final LongSupplier nowMs;
  private final Outbox outbox = new Outbox();

  /** What has to go out in the next session, because the last one ended. */
  private final Deque<Outgoing> carried = new ArrayDeque<>();

  private Life life;
  private @Nullable String previd;
  private long inbound;
  private boolean counting;
  private boolean managed;

  SessionState(String user, Ledger ledger, LongSupplier nowMs) {
    this.user = user;
    this.ledger = ledger;
    this.nowMs = nowMs;
    this.life = new Life(user, 0, false);
  }

  /** Returns the id of the stream to resume, or null where a new session must begin. */
  @Nullable String previd() {
    return previd;
  }

  long inbound() {
    return inbound;
  }

  boolean isManaged() {
    return managed;
  }

  /** Returns how much is not acknowledged. */
  int pending() {
    return outbox.size() + carried.size();
  }

  /** A session begins that may or may not become managed. */
  void bound() {
    List<Outgoing> left = new ArrayList<>(outbox.restart());
    left.addAll(carried);
    carried.clear();
    carried.addAll(left);
    life = new Life(user, life.number() + 1, false);
    previd = null;
    inbound = 0;
    counting = false;
    managed = false;
  }

  /** Stanzas sent from now on are counted by the server. */
  void enabling() {
    outbox.restart();
    managed = true;
  }

  /** The server counts, and promises to keep the stream where {@code id} is given. */
  void enabled(@Nullable String id) {
    counting = true;
    previd = id;
    life = new Life(user, life.number(), id != null);
  }

  /** The stream goes on; returns what has to be sent again. */
  List<Outgoing> resumed(long h) {
    acknowledged(h);
    return outbox.unacknowledged();
  }

  /** The stream cannot be resumed. */
  void ended() {
    previd = null;
  }

  /** Returns the next stanza of an earlier session, or null; it counts as sent now. */
  @Nullable Outgoing nextCarried() {
    Outgoing stanza = carried.poll();
    if (stanza != null) {
      ledger.sentAnew(stanza.conversation(), stanza.sequence());
      outbox.add(stanza);
    }
    return stanza;
  }

  /** Writes down the next message of a conversation and returns it. */
  Outgoing message(int conversation, String to) {
    int sequence = ledger.sent(conversation, nowMs.getAsLong());
    Outgoing stanza =
        new Outgoing(
            conversation,
            sequence,
            "<message to='%s@localhost' type='chat' id='%s'><body>%s</body></message>"
                .formatted(to, Ledger.idOf(conversation, sequence), sequence));
    outbox.add(stanza);
    return stanza;
  }

  /** Counts a stanza that is in no ledger. */
  Outgoing unrecorded(String xml) {
    Outgoing stanza = Outgoing.unrecorded(xml);
    outbox.add(stanza);
    return stanza;
  }

  /** Returns what asks the server how far it is: a ping where it does not count. */
  String request() {
    return managed
        ? "<r xmlns='urn:xmpp:sm:3'/>"
        : "<iq type='get' id='"
            + ACK_PREFIX
            + outbox.sent()
            + "'><ping xmlns='urn:xmpp:ping'/></iq>";
  }

  /** Takes an acknowledgement of the first {@code h} stanzas. */
  void acknowledged(long h) {
    for (Outgoing stanza : outbox.acknowledge(h)) {
      if (stanza.isRecorded()) {
        ledger.acknowledged(stanza.conversation(), stanza.sequence(), nowMs.getAsLong());
      }
    }
  }

  /** Takes what came in; returns whether it was the answer to a {@link #request}. */
  boolean received(Element element) {
    boolean answer = false;
    switch (element.name()) {
      case "message" -> message(element);
      case "iq" -> answer = isPong(element);
      case "presence" -> {}
      default -> {
        return false;
      }
    }
    if (counting) {
      inbound++;
    }
    return answer;
  }

  private boolean isPong(Element iq) {
    String id = iq.attribute("id");
    if (id == null || !id.startsWith(ACK_PREFIX)) {
      return false;
    }
    acknowledged(Long.parseLong(id, ACK_PREFIX.length(), id.length(), 10));
    return true;
  }

  private void message(Element message) {
    String id = message.attribute("id");
    if (id == null || !id.startsWith("s")) {
      return;
    }
    int dash = id.indexOf('-');
    int conversation = Integer.parseInt(id, 1, dash, 10);
    int sequence = Integer.parseInt(id, dash + 1, id.length(), 10);
    if ("error".equals(message.attribute("type"))) {
      ledger.bounced(conversation, sequence);
    } else {
      ledger.received(conversation, sequence, new Receipt(life, nowMs.getAsLong()));
    }
  }
}
