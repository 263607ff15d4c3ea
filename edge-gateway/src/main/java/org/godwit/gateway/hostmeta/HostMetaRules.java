package org.godwit.gateway.hostmeta;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The documents that name alternative connection methods (XEP-0156, section 2). Pure. */
public final class HostMetaRules {
  /** Path of the XRD document. */
  public static final String XRD_PATH = "/.well-known/host-meta";

  /** Path of the JRD document. */
  public static final String JRD_PATH = "/.well-known/host-meta.json";

  private static final String WEBSOCKET = "urn:xmpp:alt-connections:websocket";
  private static final String BOSH = "urn:xmpp:alt-connections:xbosh";

  private static final String XRD_NAMESPACE = "http://docs.oasis-open.org/ns/xri/xrd-1.0";
  private static final JsonMapper JSON = JsonMapper.shared();

  private HostMetaRules() {}

  /**
   * Returns the served domain that {@code hostHeader} asks for, the first served one where it names
   * none: what a client sends is never repeated to it.
   */
  public static String domain(@Nullable String hostHeader, ServedDomains domains) {
    String host = hostHeader == null ? "" : hostHeader.replaceFirst(":[0-9]*$", "");
    return domains.isHost(host) ? host : domains.hosts().getFirst();
  }

  /** Returns the XRD document (RFC 6415); a URL that is null is not listed. */
  public static String xrd(@Nullable String websocketUrl, @Nullable String boshUrl) {
    XmlElement.Builder document = XmlElement.of(XRD_NAMESPACE, "XRD");
    for (Link link : links(websocketUrl, boshUrl)) {
      document.child(
          XmlElement.of(XRD_NAMESPACE, "Link")
              .attribute("rel", link.rel)
              .attribute("href", link.href));
    }
    return "<?xml version='1.0' encoding='utf-8'?>\n" + XmlWriter.toText(document.build()) + '\n';
  }

  /** Returns the JRD document (RFC 6415, appendix A); a URL that is null is not listed. */
  public static String jrd(@Nullable String websocketUrl, @Nullable String boshUrl) {
    return JSON.writeValueAsString(Map.of("links", links(websocketUrl, boshUrl))) + '\n';
  }

  private record Link(String rel, String href) {}

  private static List<Link> links(@Nullable String websocketUrl, @Nullable String boshUrl) {
    List<Link> links = new ArrayList<>(2);
    if (boshUrl != null) {
      links.add(new Link(BOSH, boshUrl));
    }
    if (websocketUrl != null) {
      links.add(new Link(WEBSOCKET, websocketUrl));
    }
    return links;
  }
}
