package org.godwit.session.xep0079_amp;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;

/**
 * Advanced Message Processing (XEP-0079): says in service discovery that rules are followed
 * (section 2.1.1); the receiver's owner follows them. Missing: the node with actions and
 * conditions. Immutable; any thread.
 */
public final class AmpModule implements XepModule {

  @Override
  public Xep spec() {
    return new Xep(79, "1.2", Xep.Status.PARTIAL);
  }

  @Override
  public String id() {
    return "amp";
  }

  @Override
  public Set<String> features() {
    return Set.of("http://jabber.org/protocol/amp");
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }
}
