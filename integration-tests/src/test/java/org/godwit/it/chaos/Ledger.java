package org.godwit.it.chaos;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What clients sent, what the server acknowledged and what clients received; and what that proves.
 *
 * <p>A conversation is one direction between two accounts; its stanzas are numbered from 0 in the
 * order in which they are sent. Pure: times come from outside. Any thread.
 *
 * <ul>
 *   <li><em>lost</em>: acknowledged, never received, and its sender was not told that it failed.
 *   <li><em>duplicated</em>: received twice within one session that can be resumed, although its
 *       sender did not send it again outside of a resumption. Who has to do that keeps the stanza's
 *       id, by which the recipient knows it.
 *   <li><em>reordered</em>: received for the first time after a later one.
 * </ul>
 */
final class Ledger {

  /** Clients see it after everything that is on the bus in the same millisecond. */
  private static final int RECEIVED = 9;

  private final List<Conversation> conversations = new ArrayList<>();

  /**
   * One session of a recipient, from its bind to its end, however often it is resumed.
   *
   * @param client whose
   * @param number which one, from 1
   * @param resumable whether the server promised that it can be resumed
   */
  record Life(String client, int number, boolean resumable) {}

  /**
   * A stanza that was received.
   *
   * @param life in which session
   * @param atMs when
   */
  record Receipt(Life life, long atMs) {}

  private static final class Stanza {
    private long sentMs = -1;
    private long acknowledgedMs = -1;
    private boolean sentAnew;
    private boolean bounced;
    private boolean late;
    private final List<Receipt> receipts = new ArrayList<>(1);
  }

  private static final class Conversation {
    private final String from;
    private final String to;
    private final List<Stanza> stanzas = new ArrayList<>();
    private int latest = -1;

    Conversation(String from, String to) {
      this.from = from;
      this.to = to;
    }
  }

  /** Opens a conversation and returns its number. */
  synchronized int open(String from, String to) {
    conversations.add(new Conversation(from, to));
    return conversations.size() - 1;
  }

  /** Returns the stanza id of one stanza. */
  static String idOf(int conversation, int sequence) {
    return "s" + conversation + "-" + sequence;
  }

  /** Writes down the next stanza of a conversation and returns its number. */
  synchronized int sent(int conversation, long atMs) {
    Stanza stanza = new Stanza();
    stanza.sentMs = atMs;
    List<Stanza> stanzas = conversations.get(conversation).stanzas;
    stanzas.add(stanza);
    return stanzas.size() - 1;
  }

  /** Writes down that a stanza was sent again in another session than the one that sent it. */
  synchronized void sentAnew(int conversation, int sequence) {
    stanza(conversation, sequence).sentAnew = true;
  }

  /** Writes down that the server took responsibility. */
  synchronized void acknowledged(int conversation, int sequence, long atMs) {
    Stanza stanza = stanza(conversation, sequence);
    if (stanza.acknowledgedMs < 0) {
      stanza.acknowledgedMs = atMs;
    }
  }

  /** Writes down that the sender got the stanza back as an error. */
  synchronized void bounced(int conversation, int sequence) {
    stanza(conversation, sequence).bounced = true;
  }

  /** Writes down that the recipient got it. */
  synchronized void received(int conversation, int sequence, Receipt receipt) {
    Conversation all = conversations.get(conversation);
    Stanza stanza = all.stanzas.get(sequence);
    if (stanza.receipts.isEmpty()) {
      stanza.late = sequence < all.latest;
      all.latest = Math.max(all.latest, sequence);
    }
    stanza.receipts.add(receipt);
  }

  /** Returns how many stanzas were acknowledged and neither received nor sent back as an error. */
  synchronized int missing() {
    int missing = 0;
    for (Conversation conversation : conversations) {
      for (Stanza stanza : conversation.stanzas) {
        if (isLost(stanza)) {
          missing++;
        }
      }
    }
    return missing;
  }

  /** Returns what all of it proves. */
  synchronized Verdict verdict(int kills, long takeoverP99Ms) {
    int acknowledged = 0;
    int bounced = 0;
    List<String> lost = new ArrayList<>();
    List<String> duplicated = new ArrayList<>();
    List<String> reordered = new ArrayList<>();
    for (int number = 0; number < conversations.size(); number++) {
      List<Stanza> stanzas = conversations.get(number).stanzas;
      for (int sequence = 0; sequence < stanzas.size(); sequence++) {
        Stanza stanza = stanzas.get(sequence);
        String id = idOf(number, sequence);
        acknowledged += stanza.acknowledgedMs < 0 ? 0 : 1;
        bounced += stanza.bounced ? 1 : 0;
        if (isLost(stanza)) {
          lost.add(id);
        }
        if (isDuplicated(stanza)) {
          duplicated.add(id);
        }
        if (stanza.late) {
          reordered.add(id);
        }
      }
    }
    return new Verdict(
        kills,
        acknowledged,
        bounced,
        takeoverP99Ms,
        new Verdict.Faults(lost, duplicated, reordered));
  }

  /** Returns when the stanzas of a conversation were received for the first time, in that order. */
  synchronized long[] firstReceipts(int conversation) {
    return conversations.get(conversation).stanzas.stream()
        .filter(stanza -> !stanza.receipts.isEmpty())
        .mapToLong(stanza -> stanza.receipts.getFirst().atMs())
        .sorted()
        .toArray();
  }

  /**
   * Returns what a stanza is and what is wrong with it, or null where the id is none of this
   * ledger's.
   */
  synchronized @Nullable String headline(String id) {
    Conversation conversation = conversations.get(conversationOf(id));
    if (sequenceOf(id) >= conversation.stanzas.size()) {
      return null;
    }
    Stanza stanza = conversation.stanzas.get(sequenceOf(id));
    StringBuilder text = new StringBuilder(id);
    text.append(" from ").append(conversation.from).append(" to ").append(conversation.to);
    text.append(isLost(stanza) ? ", lost" : "")
        .append(isDuplicated(stanza) ? ", duplicated" : "")
        .append(stanza.late ? ", reordered" : "")
        .append(stanza.sentAnew ? ", sent anew" : "")
        .append(stanza.bounced ? ", came back as an error" : "");
    return text.toString();
  }

  /** Returns what the clients saw of a stanza. */
  synchronized List<Moment> moments(String id) {
    Conversation conversation = conversations.get(conversationOf(id));
    Stanza stanza = conversation.stanzas.get(sequenceOf(id));
    List<Moment> moments = new ArrayList<>();
    moments.add(new Moment(stanza.sentMs, conversation.from + " sends it"));
    for (Receipt receipt : stanza.receipts) {
      Life life = receipt.life();
      moments.add(
          new Moment(
              receipt.atMs(),
              RECEIVED,
              life.client()
                  + " receives it in session "
                  + life.number()
                  + (life.resumable() ? "" : ", which cannot be resumed")));
    }
    if (stanza.acknowledgedMs >= 0) {
      moments.add(
          new Moment(stanza.acknowledgedMs, RECEIVED, conversation.from + " sees it acknowledged"));
    }
    return moments;
  }

  private static int conversationOf(String id) {
    return Integer.parseInt(id, 1, id.indexOf('-'), 10);
  }

  private static int sequenceOf(String id) {
    return Integer.parseInt(id, id.indexOf('-') + 1, id.length(), 10);
  }

  private static boolean isLost(Stanza stanza) {
    return stanza.acknowledgedMs >= 0 && stanza.receipts.isEmpty() && !stanza.bounced;
  }

  private static boolean isDuplicated(Stanza stanza) {
    if (stanza.sentAnew || stanza.receipts.size() < 2) {
      return false;
    }
    Set<Life> lives = new HashSet<>();
    for (Receipt receipt : stanza.receipts) {
      if (receipt.life().resumable() && !lives.add(receipt.life())) {
        return true;
      }
    }
    return false;
  }

  private Stanza stanza(int conversation, int sequence) {
    return conversations.get(conversation).stanzas.get(sequence);
  }
}
