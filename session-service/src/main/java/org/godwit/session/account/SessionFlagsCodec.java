package org.godwit.session.account;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of what clients have switched on, a part behind the sessions in version 2 of an
 * account's state; absent where that is nothing. Pure.
 *
 * <pre>
 *   octet tag = 2, int32 length; then for each session, in the order of the sessions:
 *   octet flags: 1 carbons, 2 selects offline messages
 * </pre>
 */
final class SessionFlagsCodec {

  private static final int TAG = 2;

  private SessionFlagsCodec() {}

  static void write(DataOutputStream out, List<OnlineSession> sessions) throws IOException {
    if (sessions.stream().allMatch(session -> session.flags().bits() == 0)) {
      return;
    }
    out.writeByte(TAG);
    out.writeInt(sessions.size());
    for (OnlineSession session : sessions) {
      out.writeByte(session.flags().bits());
    }
  }

  /**
   * Returns {@code sessions} with what the rest of {@code in} says of them; other parts are
   * skipped. What {@code in} has is there to be read again.
   */
  static List<OnlineSession> read(DataInputStream in, List<OnlineSession> sessions)
      throws IOException {
    List<OnlineSession> known = sessions;
    in.mark(0);
    while (in.available() > Integer.BYTES) {
      int tag = in.readUnsignedByte();
      int length = in.readInt();
      if (length < 0 || length > in.available()) {
        throw new IllegalArgumentException("a session state that ends too early");
      }
      byte[] part = in.readNBytes(length);
      if (tag == TAG) {
        known = with(sessions, part);
      }
    }
    in.reset();
    return known;
  }

  private static List<OnlineSession> with(List<OnlineSession> sessions, byte[] part) {
    List<OnlineSession> known = new ArrayList<>(sessions.size());
    for (int i = 0; i < sessions.size(); i++) {
      OnlineSession session = sessions.get(i);
      int bits = i < part.length ? part[i] : 0;
      known.add(bits == 0 ? session : session.with(SessionFlags.ofBits(bits)));
    }
    return known;
  }
}
