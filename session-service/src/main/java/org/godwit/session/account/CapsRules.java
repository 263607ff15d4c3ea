package org.godwit.session.account;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Entity capabilities (XEP-0115, section 6.2) of the account's own resources: presence names a
 * hash, whose features are asked for once; what they ask to be notified of decides who gets a
 * notification (XEP-0163, section 4.3). Pure.
 */
final class CapsRules {

  private static final String CAPS = "http://jabber.org/protocol/caps";
  private static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
  private static final String EVENT = "http://jabber.org/protocol/pubsub#event";

  /** How ids of our own questions begin. */
  private static final String ASKED = "godwit-caps-";

  /** Longer texts are no capabilities that anybody sends. */
  private static final int CHARS_MAX = 512;

  private CapsRules() {}

  /** Takes the capabilities in presence that the session in {@code step} has just sent. */
  static Step presented(Step step, OnlineSession before, XmlElement presence) {
    OnlineSession session = step.state().ofStream(before.stream());
    if (session == null) {
      return step;
    }
    CapsHash caps = capsOf(presence);
    Interests old = before.presence().interests();
    if (caps == null || (old != null && old.caps().equals(caps))) {
      return step;
    }
    Availability next = session.presence().with(new Interests(caps, null));
    return step.then(
        Step.of(
            step.state().with(session.with(next)),
            new Effect.Discover(session.stream(), session.boundJid(), caps, null)));
  }

  /** Returns what presence says (XEP-0115, section 4); null where it says nothing of use. */
  private static @Nullable CapsHash capsOf(XmlElement presence) {
    XmlElement c = presence.child(CAPS, "c");
    if (c == null) {
      return null;
    }
    String node = c.attribute("node");
    String ver = c.attribute("ver");
    String hash = c.attribute("hash");
    // Without a hash it is the form before version 1.4, which proves nothing: asked for each time.
    if (node == null || ver == null || node.isEmpty() || ver.isEmpty()) {
      return null;
    }
    CapsHash caps = new CapsHash(node, ver, hash == null ? "" : hash);
    boolean tooLong =
        node.length() > CHARS_MAX || ver.length() > CHARS_MAX || caps.hash().length() > CHARS_MAX;
    return tooLong ? null : caps;
  }

  /** What is known of a resource's capabilities, or that nothing is. */
  static Step discovered(AccountState state, AccountInput.Discovered input, Env env) {
    OnlineSession session = state.ofStream(input.stream());
    Interests interests = session == null ? null : session.presence().interests();
    if (session == null || interests == null || !interests.caps().equals(input.caps())) {
      return Step.nothing(state);
    }
    if (input.nodes() == null) {
      return session.isLive()
          ? Step.of(state, question(session, input.caps(), env))
          : Step.nothing(state);
    }
    if (interests.missed() && !input.nodes().isEmpty()) {
      // What was read may be older than a notification that was given to nobody: read again.
      Availability again = session.presence().with(new Interests(input.caps(), null));
      return Step.of(
          state.with(session.with(again)),
          new Effect.Discover(session.stream(), session.boundJid(), input.caps(), null));
    }
    Availability next = session.presence().with(new Interests(input.caps(), input.nodes()));
    Step step = Step.nothing(state.with(session.with(next)));
    if (!session.isLive()) {
      return step;
    }
    for (OutgoingStanza stanza : input.latest()) {
      step =
          step.then(
              Step.of(
                  step.state(),
                  Deliveries.one(session, stanza.head(), StanzaBytes.of(stanza.stanza()), null)));
    }
    return step;
  }

  private static Effect question(OnlineSession session, CapsHash caps, Env env) {
    String id = ASKED + caps.ver();
    Jid to = session.boundJid();
    XmlElement iq =
        XmlElement.of("jabber:client", "iq")
            .attribute("from", env.account().toString())
            .attribute("to", to.toString())
            .attribute("id", id)
            .attribute("type", "get")
            .child(
                XmlElement.of(DISCO_INFO, "query")
                    .attribute("node", caps.node() + '#' + caps.ver()))
            .build();
    StanzaHead head = new StanzaHead(StanzaType.GET, id, env.account(), to, 0);
    return Deliveries.one(session, head, StanzaBytes.of(iq), null);
  }

  /** Tells whether a stanza answers a question of {@link #question}. */
  static boolean isAnswer(StanzaHead head) {
    return (head.type() == StanzaType.RESULT || head.type() == StanzaType.IQ_ERROR)
        && head.id() != null
        && head.id().startsWith(ASKED);
  }

  /** Takes a resource's answer. */
  static Step answered(AccountState state, StanzaInput input) {
    OnlineSession session =
        input.origin() == null ? null : state.ofStreamId(input.origin().stream().stream());
    Interests interests = session == null ? null : session.presence().interests();
    if (session == null
        || interests == null
        || interests.isKnown()
        || !(ASKED + interests.caps().ver()).equals(input.head().id())) {
      return Step.nothing(state);
    }
    return Step.of(
        state,
        new Effect.Discover(
            session.stream(),
            session.boundJid(),
            interests.caps(),
            StanzaTrees.parse(input.stanza())));
  }

  /** Asks again for what was not known when the state was written. */
  static Step restored(AccountState state) {
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      Interests interests = session.presence().interests();
      if (interests != null && !interests.isKnown() && session.isLive()) {
        step =
            step.then(
                Step.of(
                    state,
                    new Effect.Discover(
                        session.stream(), session.boundJid(), interests.caps(), null)));
      }
    }
    return step;
  }

  /** Tells whether a message is a notification for those alone who ask for it. */
  static boolean isNotification(StanzaInput input) {
    return input.head().has(StanzaTrait.NOTIFICATION);
  }

  /** Returns the node that a notification is about; empty where it is none. */
  static String nodeOf(StanzaInput input) {
    XmlElement event = StanzaTrees.parse(input.stanza()).child(EVENT, "event");
    XmlElement about = event == null ? null : event.firstElement();
    String node = about == null ? null : about.attribute("node");
    return node == null ? "" : node;
  }

  /** Notes that a notification came before it was known who of the resources wants it. */
  static AccountState missed(AccountState state) {
    AccountState next = state;
    for (OnlineSession session : state.sessions()) {
      Interests interests = session.presence().interests();
      if (interests != null && !interests.isKnown() && !interests.missed()) {
        Availability noted = session.presence().with(new Interests(interests.caps(), null, true));
        next = next.with(session.with(noted));
      }
    }
    return next;
  }

  static boolean isInterested(OnlineSession session, String node) {
    Interests interests = session.presence().interests();
    return interests != null && interests.has(node);
  }
}
