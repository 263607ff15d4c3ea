package org.godwit.muc.room;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;

/** Anonymous ids of occupants (XEP-0421, section 4.1): an HMAC of the bare JID. */
final class OccupantIds {

  private static final String ALGORITHM = "HmacSHA256";

  private OccupantIds() {}

  /** Returns the element for {@code user} in {@code room}. */
  static XmlElement element(RoomState room, Jid user) {
    return element(of(room, user));
  }

  /** Returns the element for an id that is known. */
  static XmlElement element(String id) {
    return XmlElement.of(Muc.OCCUPANT_ID, "occupant-id").attribute("id", id).build();
  }

  /** Returns the id of {@code user} in {@code room}. */
  static String of(RoomState room, Jid user) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(
          new SecretKeySpec(
              (room.origin().secret() + '/' + room.jid()).getBytes(StandardCharsets.UTF_8),
              ALGORITHM));
      return HexFormat.of()
          .formatHex(mac.doFinal(user.bareText().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
