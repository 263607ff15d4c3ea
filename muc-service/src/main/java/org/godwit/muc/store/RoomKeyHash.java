package org.godwit.muc.store;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.godwit.protocol.jid.Jid;

/** The key of a room's rows: as long for every name, so that indexes can hold it. */
final class RoomKeyHash {

  private RoomKeyHash() {}

  /** Returns SHA-256 of the room's address. */
  static byte[] of(Jid room) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(room.bareText().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
