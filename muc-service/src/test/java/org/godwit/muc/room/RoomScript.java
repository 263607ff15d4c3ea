package org.godwit.muc.room;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** Feeds stanzas to a room's rules and keeps what each address is sent. */
final class RoomScript {

  static final String ROOM = "coven@muc.localhost";
  static final String OWNER = "crone1@localhost/desktop";
  static final String WITCH = "wiccarocks@localhost/laptop";
  static final String HAG = "hag66@localhost/pda";

  private static final String ENTER =
      "<presence><x xmlns='http://jabber.org/protocol/muc'/></presence>";

  private final Map<String, List<String>> inboxes = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<Effect.QueryArchive> queries = new ArrayList<>();
  private final List<Effect.Query> reads = new ArrayList<>();
  private RoomLimits limits = new RoomLimits(100, 3, 50, 64, 1000, 50, 10, 1000, 0, true);
  private @Nullable RoomState room;
  private boolean missing;
  private long offset;
  private long nowMs = 1_700_000_000_000L;

  /** Returns a script whose room was created by {@link #OWNER} and is unlocked. */
  static RoomScript open() {
    RoomScript script = new RoomScript();
    script.enter(OWNER, "firstwitch");
    script.configure();
    script.clear();
    return script;
  }

  /** Returns such a script with these fields configured: name, value, name, value ... */
  static RoomScript with(String... fields) {
    RoomScript script = open();
    script.configure(fields);
    script.clear();
    return script;
  }

  RoomScript limits(RoomLimits other) {
    limits = other;
    return this;
  }

  /** From now on the archive lacks whatever stanzas name. */
  void forgetArchive() {
    missing = true;
  }

  void later(long ms) {
    nowMs += ms;
  }

  void enter(String from, String nick) {
    send(from, ROOM + '/' + nick, ENTER);
  }

  void configure(String... fields) {
    StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
    if (fields.length > 0) {
      form.append("<field var='FORM_TYPE'><value>" + Muc.ROOM_CONFIG + "</value></field>");
    }
    for (int i = 0; i < fields.length; i += 2) {
      form.append("<field var='" + fields[i] + "'><value>" + fields[i + 1] + "</value></field>");
    }
    owner(OWNER, form + "</x>");
  }

  void owner(String from, String payload) {
    iq(from, "set", "<query xmlns='" + Muc.OWNER + "'>" + payload + "</query>");
  }

  void admin(String from, String items) {
    iq(from, "set", "<query xmlns='" + Muc.ADMIN + "'>" + items + "</query>");
  }

  void iq(String from, String type, String payload) {
    send(from, ROOM, "<iq id='q' type='" + type + "'>" + payload + "</iq>");
  }

  void say(String from, String body) {
    send(from, ROOM, "<message type='groupchat' id='m'><body>" + body + "</body></message>");
  }

  void send(String from, String to, String xml) {
    XmlElement stanza = parse(xml).toBuilder().attribute("from", from).attribute("to", to).build();
    StanzaKind kind =
        switch (stanza.localName()) {
          case "message" -> StanzaKind.MESSAGE;
          case "presence" -> StanzaKind.PRESENCE;
          default -> StanzaKind.IQ;
        };
    StanzaType type = Objects.requireNonNull(StanzaType.of(kind, stanza.attribute("type")));
    Decision decision =
        RoomRules.decide(
            room,
            new Inbound(null, type, Jid.of(from), Jid.of(to), stanza),
            new Env(new ArchiveId(++offset, ++nowMs), "secret", limits, missing));
    room = decision.roomOrNull();
    decision.effects().forEach(this::take);
  }

  private void take(Effect effect) {
    switch (effect) {
      case Effect.Send e -> e.to().forEach(receiver -> put(receiver.jid().toString(), e.stanza()));
      case Effect.TellOfOthers e ->
          e.others().forEach(other -> put(e.to().jid().toString(), e.presence(other)));
      case Effect.SendAll e ->
          e.occupants()
              .values()
              .forEach(occupant ->
                  occupant
                      .sessions()
                      .forEach(session -> put(session.jid().toString(), e.stanza())));
      case Effect.SendCommitted e -> put(e.to().jid().toString(), e.stanza());
      case Effect.Persist e -> changes.add(e.change());
      case Effect.QueryArchive e -> queries.add(e);
      case Effect.Query e -> reads.add(e);
    }
  }

  private void put(String jid, XmlElement stanza) {
    inboxes.computeIfAbsent(jid, key -> new ArrayList<>()).add(XmlWriter.toText(stanza));
  }

  /** Returns what {@code jid} was sent since it was last asked. */
  List<String> take(String jid) {
    List<String> taken = inboxes.remove(jid);
    return taken == null ? List.of() : taken;
  }

  /** Returns the only stanza that {@code jid} was sent. */
  String only(String jid) {
    List<String> taken = take(jid);
    if (taken.size() != 1) {
      throw new AssertionError("not one stanza for " + jid + ": " + taken);
    }
    return taken.getFirst();
  }

  List<Change> changes() {
    return changes;
  }

  List<Effect.QueryArchive> queries() {
    return queries;
  }

  List<Effect.Query> reads() {
    return reads;
  }

  void clear() {
    inboxes.clear();
    changes.clear();
  }

  boolean isQuiet() {
    return inboxes.isEmpty();
  }

  @Nullable RoomState roomOrNull() {
    return room;
  }

  RoomState room() {
    return Objects.requireNonNull(room);
  }

  Occupant occupant(String nick) {
    return Objects.requireNonNull(room().occupants().get(nick));
  }

  static XmlElement parse(String xml) {
    try {
      return XmlReader.parse(xml.getBytes(StandardCharsets.UTF_8), Muc.CLIENT);
    } catch (XmlException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
