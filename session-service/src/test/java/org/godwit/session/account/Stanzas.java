package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;

/** Stanzas as the bus carries them. */
public final class Stanzas {

  private Stanzas() {}

  /** A head with its bytes. */
  public record Stanza(StanzaHead head, byte[] bytes) {
    public String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  public static Stanza chat(String from, @Nullable String to, String body) {
    return of(StanzaType.CHAT, from, to, "<body>" + body + "</body>", StanzaTrait.BODY.bit());
  }

  public static Stanza of(
      StanzaType type, String from, @Nullable String to, String content, int traits) {
    String id = "id-" + type.name().toLowerCase(java.util.Locale.ROOT);
    String attribute = type.attribute();
    String name = type.kind().element();
    String text =
        "<"
            + name
            + " xmlns=\"jabber:client\" from=\""
            + from
            + '"'
            + (to == null ? "" : " to=\"" + to + '"')
            + " id=\""
            + id
            + '"'
            + (attribute == null ? "" : " type=\"" + attribute + '"')
            + (content.isEmpty() ? "/>" : ">" + content + "</" + name + ">");
    StanzaHead head =
        new StanzaHead(type, id, Jid.of(from), to == null ? null : Jid.of(to), traits);
    return new Stanza(head, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Stanza presence(String from, String content) {
    return of(StanzaType.AVAILABLE, from, null, content, 0);
  }

  public static Stanza iq(StanzaType type, String from, @Nullable String to, String content) {
    return of(type, from, to, content, 0);
  }
}
