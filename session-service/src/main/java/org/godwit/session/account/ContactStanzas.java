package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;

/** The stanzas that a server sends on behalf of an account, and their way. Pure. */
final class ContactStanzas {

  private ContactStanzas() {}

  /** Returns an empty presence stanza of {@code type}. */
  static XmlElement presence(StanzaType type) {
    return XmlElement.of(StanzaReader.CLIENT_NAMESPACE, "presence")
        .attribute("type", type.attribute())
        .build();
  }

  /** Returns the tree of a stanza that is kept as text. */
  static XmlElement tree(String stanza) {
    return StanzaTrees.parse(stanza.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the effect that sends {@code tree} to another account, room or channel. */
  static Effect toContact(XmlElement tree, StanzaType type, Jid from, Jid to) {
    XmlElement stanza = addressed(tree, from, to);
    return new Effect.ToAddress(
        to, new Incoming(null, head(stanza, type, from, to), StanzaBytes.of(stanza)));
  }

  /**
   * Returns the effect that sends {@code tree} to a session of the account. One that is detached
   * gets it by a record of its own, whose place in the log makes a row of its own.
   */
  static List<Effect> toOwn(OnlineSession session, XmlElement tree, StanzaType type, Jid from) {
    if (session.isParting()) {
      return List.of();
    }
    Jid to = session.boundJid();
    XmlElement stanza = addressed(tree, from, to);
    StanzaHead head = head(stanza, type, from, to);
    byte[] bytes = StanzaBytes.of(stanza);
    return List.of(
        session.isLive()
            ? Deliveries.one(session, head, bytes, null)
            : new Effect.ToSelf(new Incoming(null, head, bytes)));
  }

  private static XmlElement addressed(XmlElement tree, Jid from, Jid to) {
    return tree.toBuilder()
        .attribute("from", from.toString())
        .attribute("to", to.toString())
        .build();
  }

  private static StanzaHead head(XmlElement stanza, StanzaType type, Jid from, Jid to) {
    return new StanzaHead(type, stanza.attribute("id"), from, to, 0);
  }

  /** Returns pushes of {@code query} to {@code sessions}: iq sets of the account itself. */
  static List<Effect> pushes(
      List<OnlineSession> sessions, XmlElement query, StanzaInput cause, Env env) {
    List<Effect> effects = new ArrayList<>(sessions.size());
    for (OnlineSession session : sessions) {
      XmlElement push =
          XmlElement.of(StanzaReader.CLIENT_NAMESPACE, "iq")
              .attribute("type", "set")
              .attribute("id", "push-" + Long.toString(cause.record().offset(), 36))
              .child(query)
              .build();
      for (Effect effect : toOwn(session, push, StanzaType.SET, env.account())) {
        effects.add(afterCommit(effect));
      }
    }
    return effects;
  }

  /** Returns {@code step} with what it tells clients held back until its rows are committed. */
  static Step afterCommit(Step step) {
    List<Effect> effects = new ArrayList<>(step.effects().size());
    for (Effect effect : step.effects()) {
      effects.add(afterCommit(effect));
    }
    return new Step(step.state(), effects);
  }

  private static Effect afterCommit(Effect effect) {
    return effect instanceof Effect.ToGateway now ? new Effect.AfterAll(now) : effect;
  }
}
