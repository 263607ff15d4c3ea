package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.jid.ServiceKind;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterChange;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.Subscription;

/** Accounts of one domain whose machines talk to each other; everybody exists. No shell. */
final class PresenceWorld {

  private static final ServedDomains DOMAINS = new ServedDomains(List.of("localhost"));
  static final long NOW = 1_767_225_600_000L;

  private final AccountMachine machine;
  private final Map<String, AccountState> states = new HashMap<>();
  private final Map<String, Roster> rosters = new HashMap<>();
  private final Set<String> vetted = new HashSet<>();
  private final Map<String, Privacy> privacies = new HashMap<>();
  private final Map<String, List<String>> wires = new HashMap<>();
  private final Map<String, List<String>> rooms = new HashMap<>();
  private final Deque<Runnable> log = new ArrayDeque<>();
  private final List<String> profiles = new ArrayList<>();
  private long offset;
  private long n;
  private int lookUps;

  PresenceWorld() {
    this(ContactSettings.DEFAULT);
  }

  PresenceWorld(ContactSettings contacts) {
    machine =
        new AccountMachine(
            DOMAINS, new AccountSettings(5, 100, 10, Duration.ofMinutes(10), 10).with(contacts));
  }

  /** Binds a resource. */
  PresenceWorld bound(String... fullJids) {
    for (String text : fullJids) {
      Jid jid = Jid.of(text);
      publish(
          jid.bareText(), new StreamBind(stream(text), jid.bare(), jid.resource(), "bind-" + text));
    }
    return clear();
  }

  /** Binds a resource that asks for its roster and sends initial presence. */
  PresenceWorld online(String... fullJids) {
    for (String jid : fullJids) {
      bound(jid);
      send(jid, "<iq type='get' id='r'><query xmlns='jabber:iq:roster'/></iq>");
      send(jid, "<presence/>");
    }
    return clear();
  }

  /** Puts two accounts into each other's rosters with subscription both. */
  PresenceWorld friends(String one, String other) {
    known(one, other, Subscription.BOTH);
    known(other, one, Subscription.BOTH);
    return this;
  }

  PresenceWorld known(String owner, String contact, Subscription subscription) {
    Roster roster = rosters.getOrDefault(owner, Roster.EMPTY);
    rosters.put(owner, roster.with(RosterItem.of(Jid.of(contact)).with(subscription)));
    return this;
  }

  /** Sends as a stream that is not vetted does: to the owner of the addressee at once. */
  PresenceWorld direct(String fullJid, String stanza) {
    Sent sent = stamped(fullJid, stanza);
    Jid to = sent.head().to();
    if (to == null) {
      throw new IllegalArgumentException("to nobody: " + stanza);
    }
    publish(to.bareText(), new Incoming(sent.origin(), sent.head(), sent.stanza()));
    return this;
  }

  PresenceWorld send(String fullJid, String stanza) {
    publish(Jid.of(fullJid).bareText(), stamped(fullJid, stanza));
    return this;
  }

  private Sent stamped(String fullJid, String stanza) {
    Jid from = Jid.of(fullJid);
    XmlElement tree =
        StanzaTrees.parse(
                stanza
                    .replaceFirst("^<(\\w+)", "<$1 xmlns='jabber:client'")
                    .getBytes(StandardCharsets.UTF_8))
            .toBuilder()
            .attribute("from", fullJid)
            .build();
    String to = tree.attribute("to");
    StanzaKind kind =
        switch (tree.localName()) {
          case "message" -> StanzaKind.MESSAGE;
          case "presence" -> StanzaKind.PRESENCE;
          default -> StanzaKind.IQ;
        };
    StanzaType type = StanzaType.of(kind, tree.attribute("type"));
    if (type == null) {
      throw new IllegalArgumentException("no type: " + stanza);
    }
    StanzaHead head =
        new StanzaHead(
            type,
            tree.attribute("id"),
            from,
            to == null ? null : Jid.of(to),
            (kind == StanzaKind.MESSAGE ? 1 : 0)
                | (vetted.contains(stream(fullJid).stream()) ? StanzaTrait.FORWARD.bit() : 0));
    return new Sent(new Origin(stream(fullJid), n++), head, StanzaBytes.of(tree));
  }

  PresenceWorld close(String fullJid) {
    publish(Jid.of(fullJid).bareText(), new StreamClosed(stream(fullJid), Jid.of(fullJid)));
    return this;
  }

  /** Lets the account's owner die after its state was written; the rosters stay in the database. */
  PresenceWorld newOwner(String account) {
    AccountState state = state(account);
    byte[] bytes = AccountStateCodec.encode(state.withApplied(new AccountState.Applied(1, NOW)));
    if (bytes == null) {
      throw new IllegalStateException("there is no state of " + account);
    }
    states.put(account, AccountStateCodec.decode(Jid.of(account), bytes));
    return this;
  }

  void publish(String key, BusMessage message) {
    log.add(() -> handle(key, message));
    while (!log.isEmpty()) {
      log.remove().run();
    }
  }

  private void handle(String key, BusMessage message) {
    InboundRecord record = new InboundRecord("session", 0, offset++, NOW, key, message);
    step(key, new AccountInput.Arrived(record));
  }

  private void step(String key, AccountInput input) {
    Env env = new Env(Jid.of(key), key, () -> "generated");
    Step step = machine.step(state(key), input, env);
    if (step.isLookup()) {
      lookUps++;
      AccountInput found =
          step.effects().getFirst() instanceof Effect.LookupContacts
              ? new AccountInput.ContactsFound(
                  new Contacts(
                      rosters.getOrDefault(key, Roster.EMPTY),
                      privacies.getOrDefault(key, Privacy.NONE),
                      0))
              : new AccountInput.LookedUp(true, 0, NOW);
      states.put(key, machine.step(state(key), found, env).state());
      step(key, input);
      return;
    }
    states.put(key, step.state());
    step.effects().forEach(effect -> perform(key, effect));
  }

  private void perform(String key, Effect effect) {
    switch (effect) {
      case Effect.ToGateway to -> gateway(to.message());
      case Effect.AfterAll after -> gateway(after.then().message());
      case Effect.ToSelf self -> log.add(() -> handle(key, self.message()));
      case Effect.ToAddress to -> toAddress(to.to(), to.message());
      case Effect.PersistRoster persist -> persist(key, persist.change());
      case Effect.PersistPrivacy persist -> privacies.put(key, persist.privacy());
      case Effect.DeleteContacts _ -> rosters.remove(key);
      case Effect.LoadBacklog load ->
          log.add(() -> step(key, new AccountInput.Loaded(load.stream(), List.of())));
      default -> {
        // Nothing that these tests look at.
      }
    }
  }

  private void gateway(BusMessage message) {
    if (message instanceof Deliver deliver) {
      for (String stream : deliver.streams()) {
        wire(stream).add(text(deliver.stanza()));
      }
    } else if (message instanceof BusMessage.ProfileChanged changed) {
      profiles.add(changed.stream() + " " + (changed.profile().vetted() ? "vetted" : "direct"));
      if (changed.profile().vetted()) {
        vetted.add(changed.stream());
      } else {
        vetted.remove(changed.stream());
      }
    } else if (message instanceof BusMessage.StreamBound bound && bound.profile().vetted()) {
      vetted.add(bound.stream());
    }
  }

  private void toAddress(Jid to, Incoming message) {
    if (DOMAINS.serviceOf(to.domain()) == ServiceKind.SESSION) {
      log.add(() -> handle(to.bareText(), message));
    } else {
      rooms.computeIfAbsent(to.bareText(), room -> new ArrayList<>()).add(text(message.stanza()));
    }
  }

  private void persist(String key, RosterChange change) {
    Map<Jid, RosterItem> items = new HashMap<>();
    rosters.getOrDefault(key, Roster.EMPTY).items().forEach(item -> items.put(item.jid(), item));
    change.put().forEach(item -> items.put(item.jid(), item));
    change.removed().forEach(items::remove);
    rosters.put(key, Roster.of(items.values(), change.version()));
  }

  private static String text(byte[] stanza) {
    return new String(stanza, StandardCharsets.UTF_8)
        .replace(" xmlns=\"jabber:client\"", "")
        .replace('"', '\'');
  }

  private static StreamRef stream(String fullJid) {
    return new StreamRef("gw", fullJid);
  }

  private List<String> wire(String stream) {
    return wires.computeIfAbsent(stream, key -> new ArrayList<>());
  }

  /** Returns what a resource was sent since the last call, as XML without its namespace. */
  List<String> read(String fullJid) {
    List<String> all = List.copyOf(wire(fullJid));
    wire(fullJid).clear();
    return all;
  }

  List<String> readRoom(String room) {
    List<String> all = rooms.remove(room);
    return all == null ? List.of() : all;
  }

  List<String> profiles() {
    return profiles;
  }

  PresenceWorld clear() {
    wires.clear();
    rooms.clear();
    return this;
  }

  AccountState state(String account) {
    return states.getOrDefault(account, AccountState.EMPTY);
  }

  Roster roster(String account) {
    return rosters.getOrDefault(account, Roster.EMPTY);
  }

  int lookUps() {
    return lookUps;
  }
}
