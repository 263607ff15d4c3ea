package org.godwit.session.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an available resource wants to be notified of.
 *
 * @param caps what its presence says
 * @param nodes nodes that it asks for; null until that is known
 * @param missed whether a notification came while that was not known, of which what is read at the
 *     same time may know nothing; not written
 */
record Interests(CapsHash caps, @Nullable List<String> nodes, boolean missed) {

  Interests {
    nodes = nodes == null ? null : List.copyOf(nodes);
  }

  /** Makes one that has missed nothing. */
  Interests(CapsHash caps, @Nullable List<String> nodes) {
    this(caps, nodes, false);
  }

  boolean isKnown() {
    return nodes != null;
  }

  boolean has(String node) {
    return nodes != null && nodes.contains(node);
  }
}
