package org.godwit.it.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SecretsAppenderTests {

  private static final String BASE64 = "AGFsaWNlAHdvbmRlcmxhbmQ=";

  private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
  private final Logger logger = context.getLogger("org.godwit.example");
  private final SecretsAppender appender = new SecretsAppender();

  /** What is logged here on purpose is not the suite's. */
  @BeforeEach
  void attach() {
    appender.setContext(context);
    appender.start();
    logger.setAdditive(false);
    logger.addAppender(appender);
  }

  @AfterEach
  void detach() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
  }

  @Test
  void whateverServicesLogIsLookedThroughByTheAppenderOfTheSuite() {
    // Given
    SecretsAppender ofSuite = SecretsAppender.ofSuite();
    long before = ofSuite.seen();

    // When
    LoggerFactory.getLogger("org.godwit.elsewhere").trace("resource bound");

    // Then
    assertThat(ofSuite.seen()).isGreaterThan(before);
  }

  @Test
  void secretsInMessagesValuesAndCausesAreFoundAndNotShown() {
    // When
    logger.trace("message {}", BASE64);
    logger.atTrace().addKeyValue("data", BASE64).log("value");
    logger.trace("cause", new IllegalStateException(new IllegalArgumentException(BASE64)));

    // Then
    assertThatThrownBy(appender::verify)
        .isInstanceOf(AssertionError.class)
        .hasMessageContainingAll("'message {}'", "'value'", "'cause'", "org.godwit.example")
        .hasMessageNotContaining(BASE64);
    assertThatCode(appender::verify).doesNotThrowAnyException();
  }

  @Test
  void lineWithoutSecretsIsNoFinding() {
    // When
    logger.atTrace().addKeyValue("jid", "alice@localhost").log("resource bound");

    // Then
    assertThat(appender.seen()).isEqualTo(1);
    assertThatCode(appender::verify).doesNotThrowAnyException();
  }
}
