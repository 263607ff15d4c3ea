package org.godwit.protocol.stanza;

/** What the head of a client's stanza turned out to be. */
public sealed interface StanzaReading {

  /**
   * The stanza may be routed.
   *
   * @param head its head
   */
  record Valid(StanzaHead head) implements StanzaReading {}

  /**
   * The stanza is to be answered with an error, unless it reports one itself.
   *
   * @param error why
   */
  record Invalid(StanzaError error) implements StanzaReading {}

  /**
   * The stanza's {@code from} is not an address of its stream: the stream ends with {@code
   * invalid-from} (RFC 6120, section 8.1.2.1).
   */
  record WrongFrom() implements StanzaReading {}
}
