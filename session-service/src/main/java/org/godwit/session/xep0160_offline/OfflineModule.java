package org.godwit.session.xep0160_offline;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;

/**
 * Handling of offline messages (XEP-0160): says in service discovery that they are kept (section
 * 4). Immutable; any thread.
 */
public final class OfflineModule implements XepModule {

  @Override
  public Xep spec() {
    return new Xep(160, "1.0.1", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "msgoffline";
  }

  @Override
  public Set<String> features() {
    return Set.of("msgoffline");
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }
}
