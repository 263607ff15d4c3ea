package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * One decision while it is taken: the room as it is by now, and what is to be done. Rules change
 * nothing else. One thread.
 */
public final class Decision {

  private final Inbound in;
  private final Env env;
  private final List<Effect> effects = new ArrayList<>();
  private final Set<String> touched = new LinkedHashSet<>();
  private @Nullable RoomState room;

  /**
   * Begins.
   *
   * @param room the room; null where there is none
   * @param in the stanza
   * @param env what else is known
   */
  public Decision(@Nullable RoomState room, Inbound in, Env env) {
    this.room = room;
    this.in = in;
    this.env = env;
  }

  /** Returns the stanza. */
  public Inbound in() {
    return in;
  }

  /** Returns what else is known. */
  public Env env() {
    return env;
  }

  /** Returns the room as it is by now, or null where there is none. */
  public @Nullable RoomState roomOrNull() {
    return room;
  }

  /** Returns what is to be done. */
  public List<Effect> effects() {
    return effects;
  }

  /** Returns the nicknames whose occupants have changed, come or gone. */
  public Set<String> touched() {
    return touched;
  }

  /**
   * Returns the room as it is by now.
   *
   * @throws IllegalStateException where there is none
   */
  RoomState room() {
    RoomState now = room;
    if (now == null) {
      throw new IllegalStateException("a rule for rooms was asked about none");
    }
    return now;
  }

  void room(@Nullable RoomState other) {
    room = other;
  }

  void put(Occupant occupant) {
    room = room().with(occupant);
    touched.add(occupant.nick());
  }

  void rename(String nick, Occupant occupant) {
    room = room().renamed(nick, occupant);
    touched.add(nick);
    touched.add(occupant.nick());
  }

  void remove(String nick) {
    room = room().without(nick);
    touched.add(nick);
  }

  /** The room is gone. */
  void destroy() {
    touched.addAll(room().occupants().keySet());
    room = null;
    persist(new Change.Delete());
  }

  void persist(Change change) {
    effects.add(new Effect.Persist(change));
  }

  /** Notes the room's own row. */
  void save() {
    persist(new Change.Save(room()));
  }

  void affiliate(Jid user, @Nullable Member member) {
    room = room().with(user, member);
    persist(new Change.Affiliate(user, member));
  }

  void effect(Effect effect) {
    effects.add(effect);
  }

  void send(List<Effect.Receiver> to, XmlElement stanza) {
    if (!to.isEmpty()) {
      effects.add(new Effect.Send(to, stanza));
    }
  }

  void send(Jid to, XmlElement stanza) {
    send(List.of(new Effect.Receiver(to, null)), stanza);
  }

  void send(OccupantSession to, XmlElement stanza) {
    send(List.of(receiver(to)), stanza);
  }

  /** Sends to every session of every occupant. */
  void sendAll(XmlElement stanza) {
    if (!room().occupants().isEmpty()) {
      effects.add(new Effect.SendAll(room().occupants(), stanza));
    }
  }

  /** Sends to every session of the occupants that {@code filter} takes. */
  void send(Predicate<Occupant> filter, XmlElement stanza) {
    List<Effect.Receiver> receivers = new ArrayList<>();
    for (Occupant occupant : room().occupants().values()) {
      if (filter.test(occupant)) {
        for (OccupantSession session : occupant.sessions()) {
          receivers.add(receiver(session));
        }
      }
    }
    send(receivers, stanza);
  }

  /** Tells whether the room's own host sent the stanza, on behalf of its administrators. */
  boolean isOfHost() {
    return in.from().isDomain() && in.to().domain().endsWith('.' + in.from().domain());
  }

  /** Returns the affiliation whose rights the sender has: the host may do what owners may. */
  Affiliation authority() {
    return isOfHost() ? Affiliation.OWNER : room().affiliation(in.from());
  }

  /** Returns who sent the stanza. */
  Effect.Receiver sender() {
    return new Effect.Receiver(in.from(), in.stream());
  }

  static Effect.Receiver receiver(OccupantSession session) {
    return new Effect.Receiver(session.jid(), session.stream());
  }

  /** Answers an iq at once. */
  void answer(@Nullable XmlElement payload) {
    send(List.of(sender()), bare(Iq.result(in.stanza(), payload)));
  }

  /** Answers an iq when the rows of this decision are committed. */
  void answerCommitted() {
    effects.add(new Effect.SendCommitted(sender(), bare(Iq.result(in.stanza(), null))));
  }

  void error(StanzaErrorCondition condition, String text) {
    error(StanzaError.of(condition, text));
  }

  /** Refuses the stanza; nobody answers an error. */
  void error(StanzaError error) {
    XmlElement refused = in.stanza();
    XmlElement answer = Iq.error(refused, error);
    if (answer == null) {
      return;
    }
    XmlElement.Builder full = bare(answer).toBuilder();
    XmlElement by = answer.child(Muc.CLIENT, "error");
    if (by != null && !refused.localName().equals("iq")) {
      full.without(Muc.CLIENT, "error");
      // Section 7.2: a refused presence carries the x of joining, a refused message its content.
      if (refused.localName().equals("presence")) {
        full.child(XmlElement.of(Muc.MUC, "x"));
      } else {
        refused.elements().forEach(full::child);
      }
      full.child(by.toBuilder().attribute("by", in.to().bareText()).build());
    }
    send(List.of(sender()), full.build());
  }

  private static XmlElement bare(XmlElement stanza) {
    return stanza.toBuilder().attribute("to", null).build();
  }
}
