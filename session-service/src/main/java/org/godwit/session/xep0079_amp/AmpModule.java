package org.godwit.session.xep0079_amp;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;

/**
 * Advanced Message Processing (XEP-0079): says in service discovery that rules are followed
 * (section 2.1.1); the receiver's owner follows them. Immutable; any thread.
 */
public final class AmpModule implements XepModule {

  /** The namespace, the feature and the node of service discovery. */
  static final String NAMESPACE = "http://jabber.org/protocol/amp";

  static final String ID = "amp";

  @Override
  public Xep spec() {
    return new Xep(79, "1.2", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE);
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }
}
