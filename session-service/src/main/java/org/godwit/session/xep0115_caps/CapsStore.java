package org.godwit.session.xep0115_caps;

import java.util.List;
import java.util.Optional;
import org.godwit.session.account.CapsHash;

/** Keeps what proven capabilities ask for. May block: called on virtual threads alone. */
public interface CapsStore {

  /** Returns the nodes that {@code caps} ask for; empty where they are not known. */
  Optional<List<String>> find(CapsHash caps);

  /** Keeps the nodes of {@code caps}. */
  void save(CapsHash caps, List<String> nodes);
}
