package org.godwit.session.xep0163_pep;

import java.util.Set;

/**
 * Keeps other nodes in step with what requests change. Knows nothing of itself between two calls.
 * On virtual threads alone.
 */
public interface NodeFollower {

  /** Returns the names of the nodes that it follows. */
  Set<String> nodes();

  /** Changes what follows from a change of the items of {@code node}, one that it follows. */
  void changed(NodeChanges account, String node);
}
