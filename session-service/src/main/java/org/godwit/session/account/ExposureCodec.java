package org.godwit.session.account;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of what others know of an account's sessions, a part behind the sessions in version 2
 * of its state. Pure.
 *
 * <pre>
 *   octet tag = 1, int32 length; then for each session, in the order of the sessions:
 *   octet flags: 1 interested, 2 blocking, 4 presence, 8 active list
 *   where presence: int32 length, UTF-8; where active list: int32 length, UTF-8
 *   uint16 count of directed; each: int32 length, UTF-8
 * </pre>
 */
final class ExposureCodec {

  private static final int TAG = 1;
  private static final int INTERESTED = 1;
  private static final int BLOCKING = 2;
  private static final int PRESENCE = 4;
  private static final int ACTIVE_LIST = 8;

  private ExposureCodec() {}

  static void write(DataOutputStream out, List<OnlineSession> sessions) throws IOException {
    if (sessions.stream().allMatch(session -> session.exposure().equals(Exposure.NONE))) {
      return;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream part = new DataOutputStream(bytes)) {
      for (OnlineSession session : sessions) {
        write(part, session.exposure());
      }
    }
    out.writeByte(TAG);
    out.writeInt(bytes.size());
    bytes.writeTo(out);
  }

  private static void write(DataOutputStream out, Exposure exposure) throws IOException {
    out.writeByte(
        (exposure.interested() ? INTERESTED : 0)
            | (exposure.blocking() ? BLOCKING : 0)
            | (exposure.presence() == null ? 0 : PRESENCE)
            | (exposure.activeList() == null ? 0 : ACTIVE_LIST));
    if (exposure.presence() != null) {
      text(out, exposure.presence());
    }
    if (exposure.activeList() != null) {
      text(out, exposure.activeList());
    }
    out.writeShort(exposure.directed().size());
    for (Jid to : exposure.directed()) {
      text(out, to.toString());
    }
  }

  private static void text(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  /**
   * Returns {@code sessions} with what the rest of {@code in} says of them; other parts are
   * skipped.
   */
  static List<OnlineSession> read(DataInputStream in, List<OnlineSession> sessions)
      throws IOException {
    List<OnlineSession> known = sessions;
    while (in.available() > Integer.BYTES) {
      int tag = in.readUnsignedByte();
      byte[] part = bytes(in);
      if (tag == TAG) {
        known = new ArrayList<>(sessions.size());
        DataInputStream exposures = new DataInputStream(new ByteArrayInputStream(part));
        for (OnlineSession session : sessions) {
          known.add(session.with(exposure(exposures)));
        }
      }
    }
    return known;
  }

  private static Exposure exposure(DataInputStream in) throws IOException {
    int flags = in.readUnsignedByte();
    String presence = text(in, (flags & PRESENCE) != 0);
    String activeList = text(in, (flags & ACTIVE_LIST) != 0);
    int count = in.readUnsignedShort();
    List<Jid> directed = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      directed.add(Jid.ofEnforced(new String(bytes(in), StandardCharsets.UTF_8)));
    }
    return new Exposure(
        presence, (flags & INTERESTED) != 0, (flags & BLOCKING) != 0, directed, activeList);
  }

  private static @Nullable String text(DataInputStream in, boolean there) throws IOException {
    return there ? new String(bytes(in), StandardCharsets.UTF_8) : null;
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IllegalArgumentException("a session state that ends too early");
    }
    return in.readNBytes(length);
  }
}
