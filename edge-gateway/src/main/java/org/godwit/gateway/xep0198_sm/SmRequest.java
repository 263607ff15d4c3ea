package org.godwit.gateway.xep0198_sm;

import org.godwit.protocol.stanza.StanzaErrorCondition;

/** An element of stream management that a client sent (XEP-0198, sections 3 to 5). */
public sealed interface SmRequest {
  /**
   * The client wants its stream managed.
   *
   * @param resume whether it wants to be able to resume it
   * @param maxSeconds the longest time to resume that it wants, in seconds; {@link
   *     Integer#MAX_VALUE} where it named none
   */
  record Enable(boolean resume, int maxSeconds) implements SmRequest {}

  /**
   * The client wants to go on with an earlier stream.
   *
   * @param previd the SM-ID
   * @param h how many stanzas it has handled there, modulo 2^32
   */
  record Resume(String previd, long h) implements SmRequest {}

  /** The client wants to know how many of its stanzas are handled. */
  record AckRequest() implements SmRequest {}

  /**
   * The client tells how many stanzas it has handled.
   *
   * @param h how many, modulo 2^32
   */
  record Ack(long h) implements SmRequest {}

  /**
   * The element makes no sense.
   *
   * @param condition what to answer
   */
  record Invalid(StanzaErrorCondition condition) implements SmRequest {}
}
