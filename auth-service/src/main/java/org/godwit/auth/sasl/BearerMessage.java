package org.godwit.auth.sasl;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A client's message of OAUTHBEARER (RFC 7628, section 3.1).
 *
 * @param authzid the address to act as, or null
 * @param token the bearer token; empty where the client only asks what is needed
 */
record BearerMessage(@Nullable String authzid, String token) {

  private static final char SEPARATOR = '\1';
  private static final String AUTH = "auth=";
  private static final String SCHEME = "bearer ";

  static Reading<BearerMessage> read(byte[] data) {
    String text = SaslText.utf8(data);
    if (text == null) {
      return Reading.malformed("The message is not UTF-8.");
    }
    return switch (Gs2Header.read(text)) {
      case Reading.Refused<Gs2Header>(SaslStep.Failure failure) -> new Reading.Refused<>(failure);
      case Reading.Valid<Gs2Header>(Gs2Header header) ->
          header.binding() == null
              ? readPairs(header.authzid(), text.substring(header.text().length()))
              : Reading.malformed("This mechanism has no channel binding.");
    };
  }

  private static Reading<BearerMessage> readPairs(@Nullable String authzid, String pairs) {
    int last = pairs.length() - 1;
    if (last < 1 || pairs.charAt(0) != SEPARATOR || pairs.charAt(last) != SEPARATOR) {
      return Reading.malformed("Key and value pairs are expected.");
    }
    String token = null;
    for (String pair : pairs.substring(1, last).split("\1", -1)) {
      if (pair.startsWith(AUTH)) {
        String value = pair.substring(AUTH.length());
        if (token != null || !isBearer(value)) {
          return Reading.malformed("One bearer token is expected.");
        }
        token = value.isEmpty() ? "" : value.substring(SCHEME.length()).strip();
      } else if (!pair.isEmpty() && pair.indexOf('=') < 1) {
        return Reading.malformed("Key and value pairs are expected.");
      }
    }
    return token == null
        ? Reading.malformed("A bearer token is expected.")
        : new Reading.Valid<>(new BearerMessage(authzid, token));
  }

  private static boolean isBearer(String value) {
    return value.isEmpty() || value.toLowerCase(Locale.ROOT).startsWith(SCHEME);
  }

  @Override
  public String toString() {
    return "BearerMessage";
  }
}
