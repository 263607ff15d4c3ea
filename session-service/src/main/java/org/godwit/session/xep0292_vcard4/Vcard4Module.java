package org.godwit.session.xep0292_vcard4;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;

/**
 * vCard4 over XMPP (XEP-0292, version 0.12.0). A vCard is the item of node {@code urn:xmpp:vcard4}
 * (section 4.1), so PEP takes it, shows it and tells of it; what is left is to announce it (section
 * 7). It is not converted from and to vcard-temp. Immutable; any thread.
 */
public final class Vcard4Module implements XepModule {

  private static final String NAMESPACE = "urn:ietf:params:xml:ns:vcard-4.0";

  @Override
  public Xep spec() {
    return new Xep(292, "0.12.0", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "urn:xmpp:vcard4";
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
