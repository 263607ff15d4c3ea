package org.godwit.session.xep0390_caps;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.userdata.Digests;

/**
 * Entity capabilities of the server itself (XEP-0390, version 0.3.2, section 5.2): hashes of its
 * answer to disco#info in the features of a stream. Those of clients are read by XEP-0115.
 * Immutable; any thread.
 */
public final class HashedCapsModule implements XepModule {

  /** The namespace of the stream feature, which is the feature in disco#info as well. */
  public static final String NAMESPACE = "urn:xmpp:caps";

  private static final String HASHES = "urn:xmpp:hashes:2";

  /** Section 4.2: at least one that XEP-0300 obliges everybody to know. */
  private static final Map<String, String> FUNCTIONS = functions();

  private static Map<String, String> functions() {
    Map<String, String> functions = new LinkedHashMap<>();
    functions.put("sha-256", "SHA-256");
    functions.put("sha3-256", "SHA3-256");
    return functions;
  }

  @Override
  public Xep spec() {
    return new Xep(390, "0.3.2", Xep.Status.PARTIAL);
  }

  @Override
  public String id() {
    return NAMESPACE;
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
    Map<String, String> hashes = hashes(info);
    if (hashes.isEmpty()) {
      return List.of();
    }
    XmlElement.Builder set = XmlElement.of(NAMESPACE, "c");
    hashes.forEach((name, hash) ->
        set.child(XmlElement.of(HASHES, "hash").attribute("algo", name).text(hash)));
    return List.of(set.build());
  }

  /** Tells whether {@code asked} is a node under which {@code info} is known (section 4.3). */
  public boolean isNodeOf(XmlElement info, String asked) {
    if (!asked.startsWith(NAMESPACE + '#')) {
      return false;
    }
    List<String> nodes = new ArrayList<>();
    hashes(info).forEach((name, hash) -> nodes.add(NAMESPACE + '#' + name + '.' + hash));
    return nodes.contains(asked);
  }

  private static Map<String, String> hashes(XmlElement info) {
    byte[] input = HashInput.of(info);
    Map<String, String> hashes = new LinkedHashMap<>();
    if (input != null) {
      FUNCTIONS.forEach((name, function) ->
          hashes.put(name, Base64.getEncoder().encodeToString(Digests.digest(function, input))));
    }
    return hashes;
  }
}
