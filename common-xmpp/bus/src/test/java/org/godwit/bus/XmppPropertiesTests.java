package org.godwit.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class XmppPropertiesTests {

  @Test
  void localhostIsServedByDefault() {
    // When
    XmppProperties properties = bind(Map.of());
    // Then
    assertThat(properties.domains()).containsExactly("localhost");
  }

  @Test
  void severalDomainsAreServed() {
    // When
    XmppProperties properties = bind(Map.of("xmpp.domains", "a.example,b.example"));
    // Then
    assertThat(properties.domains()).containsExactly("a.example", "b.example");
  }

  @Test
  void whatIsNoDomainIsRefusedInOneSentence() {
    assertThatThrownBy(() -> bind(Map.of("xmpp.domains", "a@b")))
        .rootCause()
        .hasMessageContaining("a@b");
    assertThatThrownBy(() -> new XmppProperties(List.of("x@y")))
        .hasMessageStartingWith("xmpp.domains is [x@y]: ");
  }

  private static XmppProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate("xmpp", XmppProperties.class);
  }
}
