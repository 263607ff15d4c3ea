package org.godwit.gateway.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.protocol.xml.XmlWriter;
import org.junit.jupiter.api.Test;

/** XEP-0440, and the mechanisms that a channel binding brings. */
class ChannelBindingRulesTests {
  private static final List<String> DOMAIN =
      List.of("EXTERNAL", "SCRAM-SHA-512", "SCRAM-SHA-1", "PLAIN");

  @Test
  void bindingBringsThePlusMechanismsBeforeTheOthers() {
    // When
    List<String> offered =
        ChannelBindingRules.offered(
            DOMAIN, new SecureChannel(Map.of("tls-exporter", "AAAA"), List.of()));

    // Then
    assertThat(offered)
        .containsExactly(
            "EXTERNAL",
            "SCRAM-SHA-512-PLUS",
            "SCRAM-SHA-1-PLUS",
            "SCRAM-SHA-512",
            "SCRAM-SHA-1",
            "PLAIN");
    assertThat(ChannelBindingRules.isUsed(offered)).isTrue();
  }

  @Test
  void withoutABindingThereIsNoPlus() {
    // When
    List<String> offered = ChannelBindingRules.offered(DOMAIN, SecureChannel.NONE);

    // Then
    assertThat(offered).isEqualTo(DOMAIN);
    assertThat(ChannelBindingRules.isUsed(offered)).isFalse();
  }

  @Test
  void featureListsTheTypes() {
    assertThat(
            XmlWriter.toText(
                ChannelBindingRules.feature(List.of("tls-server-end-point", "tls-exporter"))))
        .isEqualTo(
            "<sasl-channel-binding xmlns=\"urn:xmpp:sasl-cb:0\">"
                + "<channel-binding type=\"tls-exporter\"/>"
                + "<channel-binding type=\"tls-server-end-point\"/></sasl-channel-binding>");
  }

  @Test
  void tokensBindToWhatTheChannelHas() {
    assertThat(FastRules.mechanisms(SecureChannel.NONE)).containsExactly("HT-SHA-256-NONE");
    assertThat(
            FastRules.mechanisms(
                new SecureChannel(
                    Map.of("tls-exporter", "AAAA", "tls-server-end-point", "BBBB"), List.of())))
        .containsExactly("HT-SHA-256-EXPR", "HT-SHA-256-ENDP", "HT-SHA-256-NONE");
  }
}
