package org.godwit.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.auth.Bound;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class DomainPropertiesTests {

  @Test
  void defaultsAndKeysStand() {
    Bound.run(
        Enabling.class,
        DomainProperties.class,
        properties -> assertThat(properties.domains()).containsExactly("localhost"));
    Bound.run(
        Enabling.class,
        DomainProperties.class,
        properties ->
            assertThat(properties.domains()).containsExactly("example.com", "example.org"),
        "xmpp.domains=example.com,example.org,example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice@example.com", "example.com/home"})
  void whatIsNoDomainIsRefusedInOneSentence(String domain) {
    // When
    String failure = Bound.failure(Enabling.class, "xmpp.domains=" + domain);

    // Then
    assertThat(failure)
        .contains(
            "xmpp.domains contains '" + domain + "': a domain such as example.com is allowed.");
  }

  @Test
  void emptyListIsRefusedInOneSentence() {
    // When // Then
    assertThat(Bound.failure(Enabling.class, "xmpp.domains="))
        .contains("xmpp.domains is empty: name at least one domain.");
  }

  @Test
  void directoryKnowsServedHostsOnly() {
    // Given
    HostDirectory hosts = new HostDirectory(List.of("localhost", "example.com"));

    // When // Then
    assertThat(hosts.find("localhost")).isEqualTo("localhost");
    assertThat(hosts.find("example.org")).isNull();
    assertThat(hosts.find("muc.localhost")).isNull();
    assertThat(hosts.find("alice@localhost")).isNull();
    assertThat(hosts.find("")).isNull();
    assertThat(hosts.canHold(Jid.of("alice@example.com"))).isTrue();
    assertThat(hosts.canHold(Jid.of("alice@example.com/home"))).isFalse();
    assertThat(hosts.canHold(Jid.of("alice@example.org"))).isFalse();
    assertThat(hosts.canHold(Jid.of("example.com"))).isFalse();
  }

  @EnableConfigurationProperties(DomainProperties.class)
  static class Enabling {}
}
