package org.godwit.auth.sasl;

import org.jspecify.annotations.Nullable;

/**
 * What a client's first message begins with (RFC 5801, section 4).
 *
 * @param text the header, with its last comma
 * @param binding the type of channel binding that the client uses; null for none
 * @param suspectsDowngrade whether the client would bind to a channel if that were offered
 * @param authzid the address to act as, or null
 */
record Gs2Header(
    String text, @Nullable String binding, boolean suspectsDowngrade, @Nullable String authzid) {

  /** Reads the header of {@code message}. */
  static Reading<Gs2Header> read(String message) {
    int flagEnd = message.indexOf(',');
    int headerEnd = flagEnd < 0 ? -1 : message.indexOf(',', flagEnd + 1);
    if (headerEnd < 0) {
      return Reading.malformed("The GS2 header is incomplete.");
    }
    String flag = message.substring(0, flagEnd);
    String binding = flag.startsWith("p=") ? flag.substring(2) : null;
    if (binding == null ? !flag.equals("n") && !flag.equals("y") : !isBindingName(binding)) {
      return Reading.malformed("The GS2 flag is unknown.");
    }
    String authzidPart = message.substring(flagEnd + 1, headerEnd);
    String authzid = null;
    if (!authzidPart.isEmpty()) {
      authzid = authzidPart.startsWith("a=") ? SaslText.saslname(authzidPart.substring(2)) : null;
      if (authzid == null) {
        return Reading.malformed("The authorization identity is malformed.");
      }
    }
    return new Reading.Valid<>(
        new Gs2Header(message.substring(0, headerEnd + 1), binding, flag.equals("y"), authzid));
  }

  /** RFC 5802, section 7: letters, digits, dots and hyphens. */
  private static boolean isBindingName(String name) {
    return !name.isEmpty()
        && name.chars()
            .allMatch(c -> c < 0x7F && (Character.isLetterOrDigit(c) || c == '.' || c == '-'));
  }

  @Override
  public String toString() {
    return "Gs2Header";
  }
}
