package org.godwit.auth.sasl;

import org.jspecify.annotations.Nullable;

/**
 * The one message of PLAIN: {@code [authzid] NUL authcid NUL passwd} (RFC 4616, section 2).
 *
 * @param authzid the address to act as, or null
 * @param username the name
 * @param password the password, not prepared yet
 */
record PlainMessage(@Nullable String authzid, String username, String password) {

  static Reading<PlainMessage> read(byte[] data) {
    String text = SaslText.utf8(data);
    if (text == null) {
      return Reading.malformed("The message is not UTF-8.");
    }
    String[] parts = text.split("\0", -1);
    if (parts.length != 3 || parts[1].isEmpty() || parts[2].isEmpty()) {
      return Reading.malformed("A name and a password are expected.");
    }
    return new Reading.Valid<>(
        new PlainMessage(parts[0].isEmpty() ? null : parts[0], parts[1], parts[2]));
  }

  @Override
  public String toString() {
    return "PlainMessage";
  }
}
