package org.godwit.session.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an available resource wants to be notified of.
 *
 * @param caps what its presence says
 * @param nodes nodes that it asks for; null until that is known
 */
record Interests(CapsHash caps, @Nullable List<String> nodes) {

  Interests {
    nodes = nodes == null ? null : List.copyOf(nodes);
  }

  boolean isKnown() {
    return nodes != null;
  }

  boolean has(String node) {
    return nodes != null && nodes.contains(node);
  }
}
