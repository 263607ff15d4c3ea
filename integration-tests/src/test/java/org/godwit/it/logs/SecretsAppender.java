package org.godwit.it.logs;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.LoggerFactory;

/**
 * Looks through all that the services of this JVM log for secrets, and keeps where they were seen.
 * {@code logback-test.xml} has the one of the suite. Any thread.
 */
public final class SecretsAppender extends AppenderBase<ILoggingEvent> {

  /** How much of a message is shown: its beginning says what it is. */
  private static final int SHOWN_CHARS = 30;

  private final Queue<String> findings = new ConcurrentLinkedQueue<>();
  private final AtomicLong seen = new AtomicLong();

  /** Returns the one that the suite's configuration of the log has. */
  static SecretsAppender ofSuite() {
    Appender<ILoggingEvent> appender =
        ((LoggerContext) LoggerFactory.getILoggerFactory())
            .getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)
            .getAppender("secrets");
    if (appender instanceof SecretsAppender secrets) {
      return secrets;
    }
    throw new IllegalStateException("logback-test.xml names no appender 'secrets' at its root");
  }

  /** Returns all that an event would show, in one text. */
  public static String text(ILoggingEvent event) {
    StringBuilder text = new StringBuilder(event.getLoggerName());
    text.append(' ').append(event.getFormattedMessage());
    if (event.getKeyValuePairs() != null) {
      event.getKeyValuePairs().forEach(pair -> text.append(' ').append(pair));
    }
    IThrowableProxy cause = event.getThrowableProxy();
    while (cause != null) {
      text.append(' ').append(cause.getClassName()).append(": ").append(cause.getMessage());
      cause = cause.getCause();
    }
    return text.toString();
  }

  @Override
  protected void append(ILoggingEvent event) {
    seen.incrementAndGet();
    String found = SecretRules.found(text(event));
    if (found != null) {
      // With its gaps, for what fills them may be the secret.
      String message = event.getMessage();
      findings.add(
          found
              + ", logged by "
              + event.getLoggerName()
              + " as '"
              + message.substring(0, Math.min(SHOWN_CHARS, message.length()))
              + '\'');
    }
  }

  /** Returns how many events were looked through so far. */
  long seen() {
    return seen.get();
  }

  /**
   * Takes what was found since the call before.
   *
   * @throws AssertionError where that is anything
   */
  void verify() {
    List<String> taken = new ArrayList<>();
    for (String one = findings.poll(); one != null; one = findings.poll()) {
      taken.add(one);
    }
    if (!taken.isEmpty()) {
      throw new AssertionError("secrets in the log: " + taken);
    }
  }
}
