package org.godwit.muc.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.muc.room.ArchivedMessage;
import org.godwit.muc.room.ConfigField;
import org.godwit.muc.room.Member;
import org.godwit.muc.room.Muc;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.RoomSummary;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** What the API shows of rooms, as JSON. */
final class RoomViews {

  private RoomViews() {}

  /** A page of rooms and the cursor of the next one. */
  record RoomPage(List<RoomItem> rooms, @Nullable String next) {}

  /** A room in the list. */
  record RoomItem(
      String room, String name, boolean listed, boolean locked, Instant createdAt, String creator) {
    static RoomItem of(RoomSummary room) {
      return new RoomItem(
          room.jid().toString(),
          room.name(),
          room.listed(),
          room.locked(),
          Instant.ofEpochMilli(room.createdAtMs()),
          room.creator().toString());
    }
  }

  /** A room; its password is not shown. */
  record RoomView(
      String room,
      boolean locked,
      Instant createdAt,
      String creator,
      String subject,
      int members,
      Map<String, List<String>> config) {
    static RoomView of(RoomState room) {
      Map<String, List<String>> config = new TreeMap<>();
      for (ConfigField field : ConfigField.values()) {
        if (field != ConfigField.SECRET) {
          config.put(field.var(), room.config().all(field));
        }
      }
      return new RoomView(
          room.jid().toString(),
          room.locked(),
          Instant.ofEpochMilli(room.origin().createdAtMs()),
          room.origin().creator().toString(),
          room.subject().text(),
          room.members().size(),
          config);
    }
  }

  /**
   * A room as it is wanted.
   *
   * @param config fields by name; what is not named stays, or is the default
   * @param owners bare JIDs; null to leave them; a new room needs one
   * @param admins bare JIDs; null to leave them
   */
  record WantedRoom(
      @Nullable Map<String, List<String>> config,
      @Nullable List<String> owners,
      @Nullable List<String> admins) {

    /** Says nothing: a password may be in it. */
    @Override
    public String toString() {
      return "WantedRoom";
    }
  }

  /** A page of the affiliation lists and the cursor of the next one. */
  record MemberPage(List<MemberView> members, @Nullable String next) {}

  /** An entry of the affiliation lists. */
  record MemberView(
      String jid, String affiliation, @Nullable String nick, @Nullable String reason) {
    static MemberView of(Map.Entry<Jid, Member> entry) {
      Member member = entry.getValue();
      return new MemberView(
          entry.getKey().toString(), member.affiliation().text(), member.nick(), member.reason());
    }
  }

  /**
   * An entry as it is wanted.
   *
   * @param affiliation owner, admin, member, outcast or none
   * @param nick the nickname to reserve; null to leave it, empty to give it up
   */
  record WantedMember(
      @Nullable String affiliation, @Nullable String nick, @Nullable String reason) {}

  /** A page of messages, oldest first, and the cursor of the earlier ones. */
  record MessagePage(List<MessageView> messages, @Nullable String next) {}

  /** A message of the archive. */
  record MessageView(String id, Instant at, String sender, String nick, @Nullable String body) {
    static MessageView of(ArchivedMessage message) {
      XmlElement body = message.stanza().child(Muc.CLIENT, "body");
      return new MessageView(
          message.id().toString(),
          Instant.ofEpochMilli(message.id().receivedAtMs()),
          message.sender().toString(),
          message.nick(),
          body == null ? null : body.text());
    }

    /** Says nothing of what was said. */
    @Override
    public String toString() {
      return "MessageView[" + id + ']';
    }
  }
}
