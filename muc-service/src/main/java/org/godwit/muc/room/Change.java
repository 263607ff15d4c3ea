package org.godwit.muc.room;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** A change of a room's rows. Each may be made twice without harm. */
public sealed interface Change {

  /**
   * The room is as it stands, its lists and archive aside.
   *
   * @param room the room
   */
  record Save(RoomState room) implements Change {}

  /** The room and all that belongs to it is gone. */
  record Delete() implements Change {}

  /**
   * An account's affiliation.
   *
   * @param user its bare JID
   * @param member the entry; null removes it
   */
  record Affiliate(Jid user, @Nullable Member member) implements Change {}

  /**
   * The room's vCard.
   *
   * @param vcard the vCard; null removes it
   * @param hashes SHA-1 of its pictures, in hexadecimal
   */
  record Vcard(@Nullable XmlElement vcard, List<String> hashes) implements Change {}

  /**
   * A message enters the archive.
   *
   * @param message the message
   */
  record Archive(ArchivedMessage message) implements Change {}

  /**
   * A message of the archive is replaced by what is left of it (XEP-0424, section 4).
   *
   * @param id its place
   * @param author the bare JID that must have sent it; null for any
   * @param retracted what stands in place of its content
   */
  record Tombstone(ArchiveId id, @Nullable Jid author, XmlElement retracted) implements Change {}
}
