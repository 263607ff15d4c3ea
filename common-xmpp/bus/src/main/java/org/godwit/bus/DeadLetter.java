package org.godwit.bus;

/**
 * Headers of a record on {@link Topics#DEAD_LETTER}, beside the headers that the record had: where
 * it was read and why it could not be handled. Key and value are the record's own. All texts are
 * UTF-8.
 */
public final class DeadLetter {

  /** Header: the topic that the record was read from. */
  public static final String TOPIC = "dl-topic";

  /** Header: its partition, in decimal. */
  public static final String PARTITION = "dl-partition";

  /** Header: its offset, in decimal. */
  public static final String OFFSET = "dl-offset";

  /** Header: class name of the cause. */
  public static final String CAUSE = "dl-cause";

  /** Header: message of the cause, shortened to {@link #MESSAGE_CHARS_MAX} characters. */
  public static final String MESSAGE = "dl-message";

  /** How many characters of the cause's message are kept. */
  public static final int MESSAGE_CHARS_MAX = 1000;

  private DeadLetter() {}

  /** Returns the message of {@code cause} as {@link #MESSAGE} holds it; empty for none. */
  public static String messageOf(Throwable cause) {
    String message = cause.getMessage();
    if (message == null) {
      return "";
    }
    return message.length() <= MESSAGE_CHARS_MAX
        ? message
        : message.substring(0, MESSAGE_CHARS_MAX);
  }
}
