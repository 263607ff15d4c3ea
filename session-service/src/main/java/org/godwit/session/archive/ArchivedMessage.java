package org.godwit.session.archive;

/**
 * A message of an archive.
 *
 * @param id its id
 * @param receivedAtMs when it came, in milliseconds since 1970
 * @param stanza its bytes, as the bus carries them
 */
public record ArchivedMessage(String id, long receivedAtMs, byte[] stanza) {

  @Override
  public String toString() {
    return "ArchivedMessage[" + id + ']';
  }
}
