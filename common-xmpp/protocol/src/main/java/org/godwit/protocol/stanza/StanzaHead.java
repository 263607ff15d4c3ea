package org.godwit.protocol.stanza;

import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stanza without its content: enough to route it.
 *
 * @param type kind and type
 * @param id the {@code id}; null where absent
 * @param from the sender; null only before the edge has stamped it
 * @param to the addressee; null where absent, which means the sender's own account
 * @param traits bits of {@link StanzaTrait}
 */
public record StanzaHead(
    StanzaType type, @Nullable String id, @Nullable Jid from, @Nullable Jid to, int traits) {

  /** Returns the stanza's kind. */
  public StanzaKind kind() {
    return type.kind();
  }

  /** Returns this for another addressee. */
  public StanzaHead withTo(Jid other) {
    return new StanzaHead(type, id, from, other, traits);
  }

  /** Tells whether the stanza has {@code trait}. */
  public boolean has(StanzaTrait trait) {
    return trait.in(traits);
  }
}
