package org.godwit.auth.sasl;

/**
 * What became of reading a peer's message.
 *
 * @param <T> the message
 */
sealed interface Reading<T> {

  /** The message keeps to the grammar. */
  record Valid<T>(T message) implements Reading<T> {
    @Override
    public String toString() {
      return "Valid";
    }
  }

  /** The message does not; the exchange is over. */
  record Refused<T>(SaslStep.Failure failure) implements Reading<T> {}

  /** Returns the refusal of a message that breaks the grammar. */
  static <T> Reading<T> malformed(String text) {
    return new Refused<>(new SaslStep.Failure(SaslCondition.MALFORMED_REQUEST, text));
  }
}
