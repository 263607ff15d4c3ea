package org.godwit.muc.room;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Messages to all occupants (XEP-0045, section 7.4), among them changes of the subject (8.1) and
 * retractions (XEP-0424). Pure.
 */
final class MessageRules {

  private static final String HINTS = "urn:xmpp:hints";

  private MessageRules() {}

  /** Decides about a message of type groupchat. */
  static void groupchat(Decision d) {
    RoomState room = d.roomOrNull();
    Inbound in = d.in();
    if (in.to().isFull()) {
      // Section 7.5.
      d.error(
          StanzaErrorCondition.BAD_REQUEST, "A message to one occupant is not of type groupchat.");
      return;
    }
    if (room == null) {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such room.");
      return;
    }
    Occupant sender = room.occupantOf(in.from());
    if (sender == null) {
      // Sections 17.2 and 7.4.
      d.error(
          room.locked() ? StanzaErrorCondition.ITEM_NOT_FOUND : StanzaErrorCondition.NOT_ACCEPTABLE,
          "Only occupants may send messages to a room.");
      return;
    }
    if (isSubjectChange(in.stanza())) {
      changeSubject(d, sender);
    } else if (!sender.role().isAtLeast(Role.PARTICIPANT)) {
      d.error(StanzaErrorCondition.FORBIDDEN, "Visitors have no voice in this room.");
    } else {
      speak(d, sender);
    }
  }

  /** Section 8.1: a subject, and neither body nor thread. */
  private static boolean isSubjectChange(XmlElement message) {
    return message.child(Muc.CLIENT, "subject") != null
        && message.child(Muc.CLIENT, "body") == null
        && message.child(Muc.CLIENT, "thread") == null;
  }

  private static void changeSubject(Decision d, Occupant sender) {
    boolean allowed =
        sender.role() == Role.MODERATOR
            || (sender.role() == Role.PARTICIPANT
                && d.room().config().is(ConfigField.CHANGE_SUBJECT));
    if (!allowed) {
      d.error(StanzaErrorCondition.FORBIDDEN, "You may not change the subject.");
      return;
    }
    String text = Muc.childText(d.in().stanza(), "subject");
    if (text != null && text.length() > d.env().limits().textCharsMax()) {
      d.error(
          StanzaErrorCondition.NOT_ACCEPTABLE,
          "A subject has at most " + d.env().limits().textCharsMax() + " characters.");
      return;
    }
    String id = OccupantIds.of(d.room(), sender.user());
    d.room(
        d.room().with(new Subject(text == null ? "" : text, sender.nick(), id, d.env().nowMs())));
    d.save();
    XmlElement message = reflection(d, sender);
    archive(d, d.in().from(), sender.nick(), message, false);
    d.sendAll(message);
  }

  private static void speak(Decision d, Occupant sender) {
    XmlElement message = reflection(d, sender);
    XmlElement retract = message.child(Muc.RETRACT, "retract");
    ArchiveId retracted = retract == null ? null : ArchiveId.parse(retract.attribute("id"));
    if (retracted != null) {
      ModerationRules.bury(
          d,
          new Change.Tombstone(
              retracted,
              sender.user(),
              ModerationRules.retracted(d, d.in().stanza().attribute("id")).build()));
    }
    boolean discussion = hasContent(message);
    if (discussion || isStored(message)) {
      archive(d, d.in().from(), sender.nick(), message, discussion);
    }
    d.sendAll(message);
  }

  /** Puts a message into archive and history. */
  static void archive(Decision d, Jid sender, String nick, XmlElement message, boolean discussion) {
    ArchivedMessage archived = new ArchivedMessage(d.env().id(), sender, nick, discussion, message);
    d.persist(new Change.Archive(archived));
    if (discussion) {
      d.room(d.room().with(archived, d.env().limits().historyMax()));
    }
  }

  private static boolean hasContent(XmlElement message) {
    return message.child(Muc.CLIENT, "body") != null
        && message.child(HINTS, "no-store") == null
        && message.child(HINTS, "no-permanent-store") == null;
  }

  private static boolean isStored(XmlElement message) {
    return message.child(HINTS, "no-store") == null
        && (message.child(HINTS, "store") != null
            || message.child(Muc.RETRACT, "retract") != null
            || message.child("urn:xmpp:reactions:0", "reactions") != null
            || message.child("urn:xmpp:chat-markers:0", "displayed") != null
            || message.child("eu.siacs.conversations.axolotl", "encrypted") != null
            || message.child("urn:xmpp:omemo:2", "encrypted") != null);
  }

  /** Returns the message as occupants get it: the same id, with what the room vouches for. */
  private static XmlElement reflection(Decision d, Occupant sender) {
    RoomState room = d.room();
    XmlElement in = d.in().stanza();
    XmlElement.Builder message =
        Muc.stanza("message", Muc.occupant(room.jid(), sender.nick()), "groupchat")
            .attribute("id", in.attribute("id"))
            .attribute(
                "http://www.w3.org/XML/1998/namespace",
                "lang",
                in.attribute("http://www.w3.org/XML/1998/namespace", "lang"));
    Muc.passedOn(in, room.jid()).forEach(message::child);
    return message
        .child(OccupantIds.element(room, sender.user()))
        .child(Muc.stanzaId(room.jid(), d.env().id()))
        .build();
  }

  /** Returns the subject as a new occupant gets it (section 7.2.15). */
  static XmlElement subject(RoomState room) {
    Subject subject = room.subject();
    @Nullable String nick = subject.nick();
    XmlElement.Builder message =
        Muc.stanza(
                "message", nick == null ? room.jid() : Muc.occupant(room.jid(), nick), "groupchat")
            .child(Muc.text(Muc.CLIENT, "subject", subject.text()));
    String occupantId = subject.occupantId();
    if (occupantId != null) {
      message.child(OccupantIds.element(occupantId));
    }
    if (subject.setAtMs() > 0) {
      message.child(Muc.delay(room.jid(), subject.setAtMs()));
    }
    return message.build();
  }
}
