package org.godwit.gateway.hostmeta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import org.godwit.protocol.jid.ServedDomains;
import org.junit.jupiter.api.Test;

/** The documents of XEP-0156. */
class HostMetaRulesTests {
  private static final ServedDomains DOMAINS =
      new ServedDomains(List.of("localhost", "example.org"));

  @Test
  void bothDocumentsListWhatIsThere() {
    assertThat(HostMetaRules.xrd("wss://a/ws?x&y", "https://a/b"))
        .contains(
            "<XRD xmlns=\"http://docs.oasis-open.org/ns/xri/xrd-1.0\">",
            "<Link rel=\"urn:xmpp:alt-connections:xbosh\" href=\"https://a/b\"/>",
            "<Link rel=\"urn:xmpp:alt-connections:websocket\" href=\"wss://a/ws?x&amp;y\"/>");
    assertThat(HostMetaRules.jrd("wss://a/ws", "https://a/b"))
        .startsWith("{\"links\":[{")
        .contains(
            "\"urn:xmpp:alt-connections:xbosh\"",
            "\"href\":\"https://a/b\"",
            "\"urn:xmpp:alt-connections:websocket\"",
            "\"href\":\"wss://a/ws\"");
    assertThat(HostMetaRules.jrd(null, null)).isEqualTo("{\"links\":[]}\n");
  }

  @Test
  void onlyServedDomainsAreRepeated() {
    assertThat(HostMetaRules.domain("example.org:5280", DOMAINS)).isEqualTo("example.org");
    assertThat(HostMetaRules.domain("evil.example", DOMAINS)).isEqualTo("localhost");
    assertThat(HostMetaRules.domain(null, DOMAINS)).isEqualTo("localhost");
  }

  @Test
  void urlsAreEncryptedOnes() {
    assertThatThrownBy(() -> new HostMetaProperties(URI.create("ws://a/"), null))
        .hasMessage("xmpp.gateway.host-meta.websocket-url is ws://a/ but must be a wss: URL");
    assertThatThrownBy(() -> new HostMetaProperties(null, URI.create("http://a/")))
        .hasMessage("xmpp.gateway.host-meta.bosh-url is http://a/ but must be a https: URL");
  }
}
