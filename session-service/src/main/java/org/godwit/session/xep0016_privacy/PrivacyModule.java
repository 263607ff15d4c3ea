package org.godwit.session.xep0016_privacy;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;

/**
 * Privacy lists (XEP-0016): named in service discovery. The account's owner answers. Messages to
 * the bare JID of an account whose sessions have different lists go to all that take messages where
 * one of the lists lets them in. Immutable; any thread.
 */
public final class PrivacyModule implements XepModule {

  @Override
  public Xep spec() {
    return new Xep(16, "1.7", Xep.Status.PARTIAL);
  }

  @Override
  public String id() {
    return "jabber:iq:privacy";
  }

  @Override
  public Set<String> features() {
    return Set.of("jabber:iq:privacy");
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }
}
