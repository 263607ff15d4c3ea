package org.godwit.gateway.netty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.godwit.gateway.delivery.PendingDelivery;
import org.godwit.gateway.xep0352_csi.ClientState;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaKind;
import org.jspecify.annotations.Nullable;

/**
 * Stanzas that wait for an inactive client without stream management, in their order; of the
 * availability of one resource only the latest. A managed stream holds them where they wait to be
 * written, and all of them: how many the client has handled tells which (XEP-0198). Event loop
 * only.
 */
final class HeldStanzas {
  /** Most streams never hold anything. */
  private @Nullable Map<Object, PendingDelivery> held;

  /** Takes {@code delivery} in; reports the one that it takes the place of. */
  void add(PendingDelivery delivery, ClientState state, Consumer<PendingDelivery> onSuperseded) {
    Jid from = delivery.head().from();
    boolean isAvailability = from != null && delivery.head().kind() == StanzaKind.PRESENCE;
    Object key = isAvailability ? from : delivery;
    Map<Object, PendingDelivery> all = held;
    if (all == null) {
      all = new LinkedHashMap<>(8);
      held = all;
    }
    PendingDelivery before = all.remove(key);
    if (before != null) {
      state.onSuperseded(before.stanza().length);
      onSuperseded.accept(before);
    }
    all.put(key, delivery);
  }

  /** Takes all out. */
  List<PendingDelivery> take() {
    Map<Object, PendingDelivery> all = held;
    held = null;
    return all == null ? List.of() : new ArrayList<>(all.values());
  }
}
