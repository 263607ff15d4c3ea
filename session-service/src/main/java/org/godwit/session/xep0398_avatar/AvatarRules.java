package org.godwit.session.xep0398_avatar;

import java.util.Base64;
import java.util.HexFormat;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlNode;
import org.godwit.session.userdata.Digests;
import org.jspecify.annotations.Nullable;

/** Casts avatars from one form into the other (XEP-0398, section 3). Pure. */
final class AvatarRules {

  /** Node and namespace of what is said of an avatar (XEP-0084, section 4.2). */
  static final String METADATA = "urn:xmpp:avatar:metadata";

  /** Node and namespace of the image (XEP-0084, section 4.1). */
  static final String DATA = "urn:xmpp:avatar:data";

  private static final String VCARD = "vcard-temp";
  private static final String PHOTO = "PHOTO";

  private AvatarRules() {}

  /**
   * An image.
   *
   * @param id SHA-1 of its octets, in hexadecimal
   * @param type its media type
   * @param octets how many octets it has
   * @param base64 its octets
   */
  record Image(String id, String type, int octets, String base64) {

    XmlElement metadata() {
      return XmlElement.of(METADATA, "metadata")
          .child(
              XmlElement.of(METADATA, "info")
                  .attribute("bytes", Integer.toString(octets))
                  .attribute("id", id)
                  .attribute("type", type))
          .build();
    }

    XmlElement data() {
      return XmlElement.of(DATA, "data").text(base64).build();
    }
  }

  /** Returns the photo in {@code vcard}; null where it has none that can be an avatar. */
  static @Nullable Image image(XmlElement vcard) {
    XmlElement photo = vcard.child(VCARD, PHOTO);
    XmlElement binval = photo == null ? null : photo.child(VCARD, "BINVAL");
    if (photo == null || binval == null) {
      return null;
    }
    byte[] octets = decoded(binval.text());
    if (octets == null || octets.length == 0) {
      return null;
    }
    XmlElement said = photo.child(VCARD, "TYPE");
    String type = said == null || said.text().isBlank() ? typeOf(octets) : said.text().strip();
    return type == null || !type.startsWith("image/")
        ? null
        : new Image(
            HexFormat.of().formatHex(Digests.digest("SHA-1", octets)),
            type,
            octets.length,
            Base64.getEncoder().encodeToString(octets));
  }

  private static byte @Nullable [] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the type by the octets that each kind of image begins with. */
  private static @Nullable String typeOf(byte[] octets) {
    String start = HexFormat.of().formatHex(octets, 0, Math.min(4, octets.length));
    if (start.startsWith("89504e47")) {
      return "image/png";
    }
    if (start.startsWith("ffd8ff")) {
      return "image/jpeg";
    }
    return start.startsWith("47494638") ? "image/gif" : null;
  }

  /** Returns the info of the image that lies in PEP itself (section 3.1); null for none. */
  static @Nullable XmlElement info(XmlElement metadata) {
    for (XmlElement each : metadata.elements()) {
      if (each.localName().equals("info")
          && each.attribute("url") == null
          && each.attribute("id") != null) {
        return each;
      }
    }
    return null;
  }

  /**
   * Returns the photo that a vCard shows for an avatar; null where the hash is not that of the
   * image.
   *
   * @param info what is said of it
   * @param data the image
   */
  static @Nullable XmlElement photo(XmlElement info, XmlElement data) {
    byte[] octets = decoded(data.text());
    if (octets == null
        || !HexFormat.of()
            .formatHex(Digests.digest("SHA-1", octets))
            .equalsIgnoreCase(info.attribute("id"))) {
      return null;
    }
    String type = info.attribute("type");
    return XmlElement.of(VCARD, PHOTO)
        .child(XmlElement.of(VCARD, "TYPE").text(type == null ? "image/png" : type))
        .child(XmlElement.of(VCARD, "BINVAL").text(Base64.getEncoder().encodeToString(octets)))
        .build();
  }

  /** Returns {@code vcard}, or an empty one, with {@code photo} as its only photo. */
  static XmlElement withPhoto(@Nullable XmlElement vcard, @Nullable XmlElement photo) {
    XmlElement.Builder next = XmlElement.of(VCARD, "vCard");
    if (vcard != null) {
      vcard.attributes().forEach(a -> next.attribute(a.namespace(), a.localName(), a.value()));
      for (XmlNode node : vcard.children()) {
        switch (node) {
          case XmlElement child -> {
            if (!child.localName().equals(PHOTO)) {
              next.child(child);
            }
          }
          case XmlNode.Text text -> next.text(text.value());
        }
      }
    }
    if (photo != null) {
      next.child(photo);
    }
    return next.build();
  }
}
