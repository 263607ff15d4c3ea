package org.godwit.session.xep0092_version;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/** Software Version (XEP-0092, version 1.1) of the server. Immutable; any thread. */
public final class VersionModule implements XepModule {

  /** The namespace, the feature and the id. */
  public static final String NAMESPACE = "jabber:iq:version";

  private static final XmlName QUERY = new XmlName(NAMESPACE, "query");

  private final XmlElement answer;

  /**
   * Creates the module.
   *
   * @param name natural name of the software
   * @param version its version
   * @param os operating system; null to keep it secret (section 5)
   */
  public VersionModule(String name, String version, @Nullable String os) {
    XmlElement.Builder query =
        XmlElement.of(NAMESPACE, "query")
            .child(XmlElement.of(NAMESPACE, "name").text(name))
            .child(XmlElement.of(NAMESPACE, "version").text(version));
    if (os != null) {
      query.child(XmlElement.of(NAMESPACE, "os").text(os));
    }
    answer = query.build();
  }

  @Override
  public Xep spec() {
    return new Xep(92, "1.1", Xep.Status.COMPLETE);
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
    return List.of(
        Binding.iq(StanzaType.GET, TargetKind.SERVER, QUERY, (iq, context) -> Reply.of(answer)));
  }
}
