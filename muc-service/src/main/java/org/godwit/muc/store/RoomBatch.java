package org.godwit.muc.store;

import java.util.ArrayList;
import java.util.List;
import org.godwit.muc.room.Change;
import org.godwit.muc.room.ConfigField;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.Tombstones;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes a list of changes in one transaction: messages that follow each other share a batch. */
final class RoomBatch {

  /** Leaves a row that is there as it is. */
  private static final String ARCHIVE =
      """
      INSERT INTO muc_archive (room_key, record_offset, received_at_ms, sender, sender_bare,
      nick, discussion, stanza) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE record_offset = record_offset\
      """;

  private static final String SAVE =
      """
      INSERT INTO muc_room (room_key, local_part, domain, listed, locked, created_at_ms, creator,
      secret, room_name, room_desc, config, subject, subject_nick, subject_occupant, subject_at_ms)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE listed = VALUES(listed), locked = VALUES(locked),
      room_name = VALUES(room_name), room_desc = VALUES(room_desc), config = VALUES(config),
      subject = VALUES(subject),
      subject_nick = VALUES(subject_nick), subject_occupant = VALUES(subject_occupant),
      subject_at_ms = VALUES(subject_at_ms)\
      """;

  private static final String AFFILIATE =
      """
      INSERT INTO muc_affiliation (room_key, user_jid, affiliation, nick, reason)
      VALUES (?, ?, ?, ?, ?)
      ON DUPLICATE KEY UPDATE affiliation = VALUES(affiliation), nick = VALUES(nick),
      reason = VALUES(reason)\
      """;

  private static final String VCARD =
      """
      INSERT INTO muc_vcard (room_key, hashes, vcard) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE hashes = VALUES(hashes), vcard = VALUES(vcard)\
      """;

  private static final List<String> TABLES =
      List.of("muc_archive", "muc_affiliation", "muc_vcard", "muc_room");

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  RoomBatch(JdbcTemplate jdbc, TransactionTemplate transaction) {
    this.jdbc = jdbc;
    this.transaction = transaction;
  }

  void write(List<RoomWrite> writes) {
    transaction.executeWithoutResult(status -> {
      List<Object[]> messages = new ArrayList<>();
      for (RoomWrite write : writes) {
        byte[] key = RoomKeyHash.of(write.room());
        for (Change change : write.changes()) {
          if (change instanceof Change.Archive archive) {
            messages.add(row(key, archive));
          } else {
            flush(messages);
            apply(key, change);
          }
        }
      }
      flush(messages);
    });
  }

  private void flush(List<Object[]> messages) {
    if (!messages.isEmpty()) {
      jdbc.batchUpdate(ARCHIVE, messages);
      messages.clear();
    }
  }

  private static Object[] row(byte[] key, Change.Archive archive) {
    var message = archive.message();
    return new Object[] {
      key,
      message.id().offset(),
      message.id().receivedAtMs(),
      message.sender().toString(),
      message.sender().bareText(),
      message.nick(),
      message.body(),
      XmlWriter.toBytes(message.stanza())
    };
  }

  private void apply(byte[] key, Change change) {
    switch (change) {
      case Change.Save save -> save(key, save.room());
      case Change.Delete _ ->
          TABLES.forEach(table -> jdbc.update("DELETE FROM " + table + " WHERE room_key = ?", key));
      case Change.Affiliate c -> affiliate(key, c);
      case Change.Vcard c -> vcard(key, c);
      case Change.Tombstone tombstone -> bury(key, tombstone);
      case Change.Archive archive -> jdbc.update(ARCHIVE, row(key, archive));
    }
  }

  private void save(byte[] key, RoomState room) {
    Jid jid = room.jid();
    jdbc.update(
        SAVE,
        key,
        jid.local(),
        jid.domain(),
        room.config().is(ConfigField.PUBLIC_ROOM) && !room.locked(),
        room.locked(),
        room.origin().createdAtMs(),
        room.origin().creator().toString(),
        room.origin().secret(),
        room.displayName(),
        room.config().text(ConfigField.ROOM_DESC),
        ConfigText.write(room.config()),
        room.subject().text(),
        room.subject().nick(),
        room.subject().occupantId(),
        room.subject().setAtMs());
  }

  private void affiliate(byte[] key, Change.Affiliate change) {
    var member = change.member();
    if (member == null) {
      jdbc.update(
          "DELETE FROM muc_affiliation WHERE room_key = ? AND user_jid = ?",
          key,
          change.user().toString());
    } else {
      jdbc.update(
          AFFILIATE,
          key,
          change.user().toString(),
          member.affiliation().text(),
          member.nick(),
          member.reason());
    }
  }

  private void vcard(byte[] key, Change.Vcard change) {
    var vcard = change.vcard();
    if (vcard == null) {
      jdbc.update("DELETE FROM muc_vcard WHERE room_key = ?", key);
    } else {
      jdbc.update(VCARD, key, String.join(" ", change.hashes()), XmlWriter.toBytes(vcard));
    }
  }

  private void bury(byte[] key, Change.Tombstone tombstone) {
    List<byte[]> found =
        jdbc.query(
            "SELECT stanza, sender_bare FROM muc_archive WHERE room_key = ? AND record_offset = ?"
                + " AND received_at_ms = ?",
            (row, number) ->
                tombstone.author() == null || tombstone.author().toString().equals(row.getString(2))
                    ? row.getBytes(1)
                    : new byte[0],
            key,
            tombstone.id().offset(),
            tombstone.id().receivedAtMs());
    for (byte[] stanza : found) {
      if (stanza.length > 0) {
        jdbc.update(
            "UPDATE muc_archive SET stanza = ?, discussion = ? WHERE room_key = ?"
                + " AND record_offset = ? AND received_at_ms = ?",
            XmlWriter.toBytes(Tombstones.of(parse(stanza), tombstone.retracted())),
            false,
            key,
            tombstone.id().offset(),
            tombstone.id().receivedAtMs());
      }
    }
  }

  static XmlElement parse(byte[] stanza) {
    try {
      return XmlReader.parse(stanza);
    } catch (XmlException e) {
      throw new IllegalStateException("a stored message cannot be read", e);
    }
  }
}
