package org.godwit.auth.sasl;

import java.util.Arrays;

/**
 * The one message of HT-SHA-256-*: {@code authcid NUL proof} (draft-schmaus-kitten-sasl-ht, section
 * 3.1).
 *
 * @param username the name
 * @param proof the keyed hash of the token
 */
record TokenMessage(String username, byte[] proof) {

  private static final int PROOF_BYTES = 32;

  static Reading<TokenMessage> read(byte[] data) {
    int end = 0;
    while (end < data.length && data[end] != 0) {
      end++;
    }
    if (end == 0 || data.length - end - 1 != PROOF_BYTES) {
      return Reading.malformed("A name and a hash of 32 bytes are expected.");
    }
    String username = SaslText.utf8(Arrays.copyOf(data, end));
    return username == null
        ? Reading.malformed("The name is not UTF-8.")
        : new Reading.Valid<>(
            new TokenMessage(username, Arrays.copyOfRange(data, end + 1, data.length)));
  }

  @Override
  public String toString() {
    return "TokenMessage";
  }
}
