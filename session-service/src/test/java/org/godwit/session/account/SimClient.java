package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;

/** A client that manages its stream (XEP-0198) and writes down what it sends and gets. */
final class SimClient {

  final Jid account;
  final String resource;
  private final long seed;
  private final boolean ordered;
  private final List<String> timeline;

  private final Map<String, String> certain;

  final Set<String> received = new HashSet<>();
  private SimGateway.@Nullable Stream stream;
  private @Nullable Jid boundJid;
  private boolean ready;
  private @Nullable String smId;
  private long handled;
  private final Set<String> seenOnSession = new HashSet<>();
  private final Map<String, Integer> lastOfConversation = new HashMap<>();
  private final Deque<Stanza> unacknowledged = new ArrayDeque<>();
  private long acknowledged;
  private int made;
  private boolean hesitant;
  private boolean unavailable;

  /** A stanza that the server has not acknowledged. */
  private record Stanza(String body, String to, boolean presence) {}

  /**
   * What a run writes down.
   *
   * @param seed its seed
   * @param ordered whether the client must get each conversation in order
   * @param certain messages whose sender knows that they were handled, with the addressee
   * @param timeline what has happened
   */
  record Log(long seed, boolean ordered, Map<String, String> certain, List<String> timeline) {}

  SimClient(Jid account, String resource, Log log) {
    this.account = account;
    this.resource = resource;
    this.seed = log.seed();
    this.ordered = log.ordered();
    this.certain = log.certain();
    this.timeline = log.timeline();
  }

  private void log(String what) {
    timeline.add(account.local() + '/' + resource + ' ' + what);
  }

  SimGateway.@Nullable Stream stream() {
    return stream;
  }

  @Nullable Jid boundJid() {
    return boundJid;
  }

  boolean isReady() {
    return ready;
  }

  boolean hasAllAcknowledged() {
    return unacknowledged.isEmpty();
  }

  void connect(SimGateway gateway) {
    if (stream != null) {
      return;
    }
    SimGateway.Stream next = gateway.connect(this);
    stream = next;
    ready = false;
    String resumes = smId;
    if (resumes == null) {
      log("binds " + next.id);
      next.bind(resource);
    } else {
      log("resumes " + resumes + " as " + next.id + " h=" + handled);
      next.resume(resumes, handled & 0xffff_ffffL);
    }
  }

  /** The connection breaks. */
  void drop() {
    SimGateway.Stream lost = stream;
    if (lost != null) {
      log("drops " + lost.id);
      stream = null;
      ready = false;
      lost.lost();
    }
  }

  /** The client ends its stream. */
  void close() {
    SimGateway.Stream closing = stream;
    if (closing != null && ready && boundJid != null) {
      log("closes " + closing.id);
      closing.closed(boundJid);
      ended();
    }
  }

  void disconnected(SimGateway.Stream lost) {
    if (stream == lost) {
      log("is disconnected");
      stream = null;
      ready = false;
    }
  }

  void bound(Jid jid, long offset) {
    SimGateway.Stream mine = stream;
    if (mine == null) {
      return;
    }
    log("is bound " + jid + ' ' + mine.id);
    boundJid = jid;
    smId = mine.id;
    handled = 0;
    acknowledged = 0;
    ready = true;
    mine.enable(offset);
    unavailable = true;
    if (!hesitant) {
      becomeAvailable();
    }
  }

  /** From now on it sends its first presence when it is told to, or when its stream is resumed. */
  void hesitate() {
    hesitant = true;
  }

  /** The client sends its first presence, unless it has. */
  void becomeAvailable() {
    if (ready && unavailable) {
      unavailable = false;
      send(new Stanza("", "", true));
    }
  }

  void resumed(long in, long out) {
    SimGateway.Stream mine = stream;
    if (mine == null) {
      return;
    }
    log("is resumed in=" + in + " out=" + out);
    assertThat(out).as("out, seed %d", seed).isEqualTo(handled);
    ready = true;
    acknowledged(in);
    List<Stanza> again = List.copyOf(unacknowledged);
    unacknowledged.clear();
    again.forEach(this::send);
    becomeAvailable();
  }

  void refused(BusMessage.StreamResumeRefused refused) {
    if (ready || smId == null) {
      // A new owner has said it again.
      return;
    }
    log("is refused " + refused.condition() + ' ' + refused.in());
    assertThat(refused.condition())
        .as("refusal, seed %d", seed)
        .isIn(StanzaErrorCondition.ITEM_NOT_FOUND, StanzaErrorCondition.CONFLICT);
    SimGateway.Stream mine = stream;
    if (refused.condition() == StanzaErrorCondition.ITEM_NOT_FOUND && mine != null) {
      if (refused.in() >= 0) {
        acknowledged(refused.in());
      }
      ended();
      stream = mine;
      mine.bind(resource);
    }
  }

  /** The session is lost: what was not acknowledged may have come, and may come twice. */
  void ended() {
    stream = null;
    ready = false;
    boundJid = null;
    smId = null;
    unavailable = false;
    unacknowledged.clear();
    seenOnSession.clear();
    lastOfConversation.clear();
  }

  void chat(Jid to) {
    if (ready) {
      send(new Stanza(account.local() + '-' + resource + ':' + made++, to.toString(), false));
    }
  }

  private void send(Stanza stanza) {
    SimGateway.Stream mine = stream;
    if (mine == null) {
      return;
    }
    unacknowledged.add(stanza);
    String from = account + "/" + resource;
    mine.send(
        stanza.presence()
            ? Stanzas.presence(from, "")
            : Stanzas.chat(from, stanza.to(), stanza.body()),
        stanza.presence());
  }

  /** The server has handled {@code in} stanzas. */
  void acknowledged(long in) {
    while (acknowledged < in && !unacknowledged.isEmpty()) {
      Stanza done = unacknowledged.remove();
      acknowledged++;
      if (!done.presence()) {
        certain.put(done.body(), done.to());
      }
    }
  }

  /** Takes stanzas from the wire; all that were written and not read are lost with it. */
  void read(int count) {
    SimGateway.Stream mine = stream;
    if (mine != null && ready) {
      mine.read(count, (int) (handled - mine.out));
    }
  }

  void receive(Deliver deliver) {
    handled++;
    String text = new String(deliver.stanza(), StandardCharsets.UTF_8);
    int body = text.indexOf("<body>");
    if (body < 0) {
      return;
    }
    String message = text.substring(body + 6, text.indexOf("</body>"));
    log("gets " + message + " source " + deliver.source() + ' ' + deliver.receipt());
    received.add(message);
    assertThat(seenOnSession.add(message))
        .as("%s twice at %s/%s, seed %d%s", message, account, resource, seed, story(message))
        .isTrue();
    int colon = message.indexOf(':');
    String conversation = message.substring(0, colon) + " to " + deliver.head().to();
    int number = Integer.parseInt(message.substring(colon + 1));
    Jid to = deliver.head().to();
    if (to != null && !to.isBare()) {
      // Comes to a bound resource at once, in front of what waits for its presence (RFC 6121,
      // 8.5.3).
      return;
    }
    Integer before = lastOfConversation.put(conversation, number);
    assertThat(!ordered || before == null || before < number)
        .as("%s after %s of %s, seed %d%s", number, before, conversation, seed, story(message))
        .isTrue();
  }

  /** Returns what has happened. */
  private String story(String message) {
    List<String> all = new ArrayList<>(timeline);
    return "\n" + message + "\n" + String.join("\n", all);
  }

  void acknowledge() {
    SimGateway.Stream mine = stream;
    if (mine != null && ready) {
      mine.acknowledge(handled);
    }
  }

  void ask() {
    SimGateway.Stream mine = stream;
    if (mine != null && ready) {
      mine.report(() -> {});
    }
  }
}
