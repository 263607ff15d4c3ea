package org.godwit.muc.owner;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.muc.room.Occupant;
import org.godwit.muc.room.OccupantSession;
import org.godwit.muc.room.Role;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;

/** An occupant as the state topic keeps it; its key names room and nickname. */
final class OccupantCodec {

  private static final byte VERSION = 1;
  private static final String PREFIX = "o/";

  private OccupantCodec() {}

  /** Returns the key of the occupant {@code nick} of {@code room}, a bare JID. */
  static String key(String room, String nick) {
    return PREFIX + room + '/' + nick;
  }

  /** Tells whether an entry of the state topic is an occupant. */
  static boolean isOccupant(String key) {
    return key.startsWith(PREFIX) && key.indexOf('/', PREFIX.length()) > 0;
  }

  /** Returns the room that {@code key} names; a bare JID has no slash. */
  static String room(String key) {
    return key.substring(PREFIX.length(), key.indexOf('/', PREFIX.length()));
  }

  static byte[] encode(Occupant occupant) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(occupant.nick());
      out.writeUTF(occupant.user().toString());
      out.writeUTF(occupant.role().text());
      out.writeInt(occupant.sessions().size());
      for (OccupantSession session : occupant.sessions()) {
        StreamRef stream = session.stream();
        out.writeUTF(session.jid().toString());
        out.writeBoolean(stream != null);
        if (stream != null) {
          out.writeUTF(stream.gateway());
          out.writeUTF(stream.stream());
        }
        byte[] presence = XmlWriter.toBytes(session.presence());
        out.writeInt(presence.length);
        out.write(presence);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Occupant decode(byte[] state) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(state))) {
      if (in.readByte() != VERSION) {
        throw new IllegalArgumentException("the state of an occupant has an unknown version");
      }
      String nick = in.readUTF();
      Jid user = Jid.ofEnforced(in.readUTF());
      Role role = Role.of(in.readUTF());
      int count = in.readInt();
      List<OccupantSession> sessions = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Jid jid = Jid.ofEnforced(in.readUTF());
        StreamRef stream = in.readBoolean() ? new StreamRef(in.readUTF(), in.readUTF()) : null;
        byte[] presence = in.readNBytes(in.readInt());
        sessions.add(new OccupantSession(jid, stream, XmlReader.parse(presence)));
      }
      return new Occupant(nick, user, role == null ? Role.VISITOR : role, sessions);
    } catch (IOException | XmlException e) {
      throw new IllegalArgumentException("the state of an occupant cannot be read", e);
    }
  }
}
