package org.godwit.session.xep0163_pep;

import java.time.Instant;
import java.util.HexFormat;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.userdata.Digests;
import org.jspecify.annotations.Nullable;

/**
 * A request to an account's pubsub service.
 *
 * @param owner the account
 * @param sender the full JID that asks
 * @param visitor who that is to the account
 * @param id the request's id; null for none
 * @param now when it came
 */
record PepCall(Jid owner, Jid sender, Visitor visitor, @Nullable String id, Instant now) {

  private static final int ID_OCTETS = 12;

  /**
   * Returns an id that follows from the request alone, so that a repeated one makes no second item.
   */
  String newId(@Nullable XmlElement content) {
    String text =
        sender
            + "\n"
            + id
            + '\n'
            + now.toEpochMilli()
            + '\n'
            + (content == null ? "" : XmlWriter.toText(content));
    return HexFormat.of().formatHex(Digests.sha256(text), 0, ID_OCTETS);
  }
}
