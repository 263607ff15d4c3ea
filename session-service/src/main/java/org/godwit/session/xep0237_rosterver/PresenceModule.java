package org.godwit.session.xep0237_rosterver;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.jspecify.annotations.Nullable;

/**
 * Presence (RFC 6121, section 4), as far as it can be switched: the accounts' owners carry it out.
 * Immutable; any thread.
 */
public final class PresenceModule implements XepModule {

  @Override
  public @Nullable Xep spec() {
    return null;
  }

  @Override
  public String id() {
    return "presence";
  }

  @Override
  public Set<String> features() {
    return Set.of();
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }
}
