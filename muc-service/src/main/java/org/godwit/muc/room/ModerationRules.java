package org.godwit.muc.room;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Moderated retraction (XEP-0425) and the tombstones of both kinds (XEP-0424, section 4). Pure. */
final class ModerationRules {

  private ModerationRules() {}

  /** Decides about an iq-set with {@code <moderate/>}. */
  static void moderate(Decision d, XmlElement moderate) {
    RoomState room = d.room();
    Occupant moderator = room.occupantOf(d.in().from());
    if (moderator == null || moderator.role() != Role.MODERATOR) {
      d.error(StanzaErrorCondition.FORBIDDEN, "Only moderators may moderate messages.");
      return;
    }
    String id = moderate.attribute("id");
    if (id == null || moderate.child(Muc.RETRACT, "retract") == null) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "A retraction names the message's stanza-id.");
      return;
    }
    ArchiveId target = ArchiveId.parse(id);
    if (target == null || target.compareTo(d.env().id()) >= 0 || d.env().missing()) {
      d.error(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such message.");
      return;
    }
    String reason = Muc.childText(moderate, "reason");
    bury(
        d,
        new Change.Tombstone(
            target,
            null,
            with(retracted(d, d.env().id().toString()), room, moderator, reason).build()));
    XmlElement message =
        Muc.stanza("message", room.jid(), "groupchat")
            .attribute("id", d.env().id().toString())
            .child(
                with(
                    XmlElement.of(Muc.RETRACT, "retract").attribute("id", id),
                    room,
                    moderator,
                    reason))
            .child(Muc.stanzaId(room.jid(), d.env().id()))
            .build();
    MessageRules.archive(d, d.in().from(), "", message, false);
    d.sendAll(message);
    d.answerCommitted();
  }

  /**
   * Returns the message that {@code in} is about where only the archive can tell whether there is
   * such a message; null where that does not matter or memory knows.
   */
  static @Nullable ArchiveId named(RoomState room, Inbound in) {
    XmlElement moderate = in.stanza().child(Muc.MODERATE, "moderate");
    if (moderate == null || in.type() != StanzaType.SET || in.to().resource() != null) {
      return null;
    }
    Occupant moderator = room.occupantOf(in.from());
    ArchiveId target = ArchiveId.parse(moderate.attribute("id"));
    boolean refused = moderator == null || moderator.role() != Role.MODERATOR;
    return refused
            || target == null
            || room.history().stream().anyMatch(each -> each.id().equals(target))
        ? null
        : target;
  }

  private static XmlElement.Builder with(
      XmlElement.Builder element, RoomState room, Occupant moderator, @Nullable String reason) {
    element.child(
        XmlElement.of(Muc.MODERATE, "moderated")
            .attribute("by", Muc.occupant(room.jid(), moderator.nick()).toString())
            .child(OccupantIds.element(room, moderator.user())));
    if (reason != null) {
      element.child(Muc.text(Muc.RETRACT, "reason", reason));
    }
    return element;
  }

  /** Begins what stands in place of a message's content. */
  static XmlElement.Builder retracted(Decision d, @Nullable String retractionId) {
    return XmlElement.of(Muc.RETRACT, "retracted")
        .attribute("stamp", Muc.stamp(d.env().nowMs()))
        .attribute("id", retractionId);
  }

  /** Replaces a message in history and archive. */
  static void bury(Decision d, Change.Tombstone tombstone) {
    d.persist(tombstone);
    List<ArchivedMessage> kept = new ArrayList<>();
    boolean found = false;
    for (ArchivedMessage message : d.room().history()) {
      boolean meant =
          message.id().equals(tombstone.id())
              && (tombstone.author() == null || tombstone.author().equals(message.sender().bare()));
      found |= meant;
      if (!meant) {
        kept.add(message);
      }
    }
    if (found) {
      d.room(d.room().withHistory(kept));
    }
  }
}
