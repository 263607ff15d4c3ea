package org.godwit.session.xep0191_blocking;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;

/**
 * Blocking command (XEP-0191): named in service discovery (section 3.1). The account's owner
 * answers. Immutable; any thread.
 */
public final class BlockingModule implements XepModule {

  @Override
  public Xep spec() {
    return new Xep(191, "1.3", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "urn:xmpp:blocking";
  }

  @Override
  public Set<String> features() {
    return Set.of("urn:xmpp:blocking");
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }
}
