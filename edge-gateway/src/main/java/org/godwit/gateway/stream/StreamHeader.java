package org.godwit.gateway.stream;

import org.jspecify.annotations.Nullable;

/**
 * What the two stream headers agreed on (RFC 6120, section 4.7).
 *
 * @param host the served domain that the client addressed
 * @param id the stream's id, unpredictable and unique
 * @param lang the client's default language for its stanzas; null where it named none
 * @param from the bare address that the client claimed, to be echoed; null for none
 */
public record StreamHeader(String host, String id, @Nullable String lang, @Nullable String from) {
  /** Returns this header for the stream that was resumed. */
  StreamHeader withId(String previd) {
    return new StreamHeader(host, previd, lang, from);
  }
}
