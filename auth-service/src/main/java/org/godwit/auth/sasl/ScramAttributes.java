package org.godwit.auth.sasl;

import java.util.List;

/** The attributes that a SCRAM message is made of (RFC 5802, section 5.1 and 7). */
final class ScramAttributes {

  private ScramAttributes() {}

  /** Cuts a message at its commas; at least one part. */
  static List<String> split(String message) {
    return List.of(message.split(",", -1));
  }

  /** Tells whether {@code text} is a nonce: printable ASCII without a comma, not empty. */
  static boolean isNonce(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c > ' ' && c < 0x7F && c != ',');
  }

  /** Tells whether all parts are optional extensions: a letter, "=", a value. */
  static boolean areExtensions(List<String> parts) {
    return parts.stream().allMatch(ScramAttributes::isExtension);
  }

  private static boolean isExtension(String part) {
    return part.length() >= 3
        && isLetter(part.charAt(0))
        && part.charAt(0) != 'm'
        && part.charAt(1) == '='
        && part.indexOf('\0') < 0;
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
