package org.godwit.muc.room;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** A room's vCard and the avatar in it (XEP-0054; XEP-0486, sections 3 and 5.1). Pure. */
final class VcardRules {

  /** The namespace, which is the feature, too. */
  static final String NAMESPACE = "vcard-temp";

  private VcardRules() {}

  /** Decides about an iq-get: whoever finds the room may see its picture (section 3.3). */
  static void get(Decision d) {
    d.effect(new Effect.Query(d.sender(), d.in().stanza(), Effect.Query.What.VCARD));
  }

  /** Decides about an iq-set: owners publish, and an empty vCard takes it away (section 3.2). */
  static void set(Decision d, XmlElement vcard) {
    if (d.room().affiliation(d.in().from()) != Affiliation.OWNER) {
      d.error(StanzaErrorCondition.FORBIDDEN, "Only owners may set the room's vCard.");
      return;
    }
    if (XmlWriter.toBytes(vcard).length > d.env().limits().vcardBytesMax()) {
      d.error(
          StanzaErrorCondition.NOT_ACCEPTABLE,
          "A vCard has at most " + d.env().limits().vcardBytesMax() + " bytes.");
      return;
    }
    List<String> hashes = hashes(vcard);
    if (hashes == null) {
      d.error(StanzaErrorCondition.BAD_REQUEST, "A picture is not in Base64.");
      return;
    }
    d.room(d.room().withAvatar(hashes));
    d.persist(new Change.Vcard(vcard.elements().isEmpty() ? null : vcard, hashes));
    d.sendAll(
        Muc.stanza("message", d.room().jid(), "groupchat")
            .attribute("id", d.env().id().toString())
            .child(Muc.x().child(Muc.status(104)))
            .build());
    d.answerCommitted();
  }

  /** Returns SHA-1 of each picture (XEP-0153, section 2.1), or null where one is malformed. */
  private static @Nullable List<String> hashes(XmlElement vcard) {
    List<String> hashes = new ArrayList<>();
    for (XmlElement photo : vcard.elements()) {
      XmlElement data = photo.localName().equals("PHOTO") ? photo.child(NAMESPACE, "BINVAL") : null;
      if (data != null && !data.text().isBlank()) {
        byte[] picture;
        try {
          picture = Base64.getMimeDecoder().decode(data.text().getBytes(StandardCharsets.US_ASCII));
        } catch (IllegalArgumentException e) {
          return null;
        }
        hashes.add(sha1(picture));
      }
    }
    return List.copyOf(hashes);
  }

  private static String sha1(byte[] picture) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(picture));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
