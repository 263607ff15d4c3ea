package org.godwit.session.xep0115_caps;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xml.XmlElement;

/**
 * Entity capabilities of the server itself (XEP-0115, version 1.6.0, section 6.3): a hash of its
 * answer to disco#info in the features of a stream. Immutable; any thread.
 */
public final class CapsModule implements XepModule {

  /** The namespace of the stream feature, which is the feature in disco#info as well. */
  public static final String NAMESPACE = "http://jabber.org/protocol/caps";

  private static final String HASH = "sha-1";

  private final String node;

  /**
   * Creates the module.
   *
   * @param node a URI that names the software (section 4)
   */
  public CapsModule(String node) {
    this.node = node;
  }

  @Override
  public Xep spec() {
    return new Xep(115, "1.6.0", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "caps";
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE);
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }

  @Override
  public List<XmlElement> streamFeatures(XmlElement info) {
    String ver = VerificationString.of(info, HASH);
    return ver == null
        ? List.of()
        : List.of(
            XmlElement.of(NAMESPACE, "c")
                .attribute("hash", HASH)
                .attribute("node", node)
                .attribute("ver", ver)
                .build());
  }

  /** Tells whether {@code asked} is the node under which {@code info} is known (section 6.2). */
  public boolean isNodeOf(XmlElement info, String asked) {
    return asked.equals(node + '#' + VerificationString.of(info, HASH));
  }
}
