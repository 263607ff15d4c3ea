package org.godwit.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTests {

  @Test
  void namesAreAsDocumentedAndEachStateTopicHasItsLog() {
    // When
    var names = Topics.installed().keySet();
    // Then
    assertThat(names)
        .containsExactly(
            "session",
            "muc",
            "channel",
            "session-state",
            "muc-state",
            "channel-state",
            "gateways",
            "vhosts",
            "host-features",
            "login-failures",
            "events.auth.v1",
            "dead-letter");
    Topics.installed()
        .forEach((name, kind) -> {
          if (kind == TopicKind.STATE) {
            assertThat(Topics.installed()).containsEntry(name.replace("-state", ""), TopicKind.LOG);
          }
        });
  }

  @Test
  void gatewayTopicIsNamedAfterTheGateway() {
    assertThat(Topics.gateway("edge-1.eu_a")).isEqualTo("gateway.edge-1.eu_a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "\u00e4", "a\n"})
  void gatewayIdThatKafkaWouldRefuseIsRefused(String id) {
    assertThatThrownBy(() -> Topics.gateway(id)).hasMessageContaining("gateway id '" + id + "'");
  }

  @Test
  void causeMessageIsShortened() {
    // When
    String shortened = DeadLetter.messageOf(new IllegalStateException("x".repeat(5000)));
    // Then
    assertThat(shortened).hasSize(DeadLetter.MESSAGE_CHARS_MAX);
    assertThat(DeadLetter.messageOf(new IllegalStateException())).isEmpty();
  }
}
