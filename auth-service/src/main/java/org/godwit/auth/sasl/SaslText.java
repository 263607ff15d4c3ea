package org.godwit.auth.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The encodings that SASL messages are made of. Null means "not in that encoding". */
final class SaslText {

  private SaslText() {}

  /** Decodes strict UTF-8. */
  static @Nullable String utf8(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** Decodes Base64 with its padding, as RFC 4648, section 4, has it. */
  static byte @Nullable [] base64(String text) {
    if (text.length() % 4 != 0) {
      return null;
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Decodes the saslname of RFC 5802, section 5.1: "=2C" is a comma, "=3D" an equals sign. */
  static @Nullable String saslname(String text) {
    if (text.isEmpty() || text.indexOf(',') >= 0 || text.indexOf('\0') >= 0) {
      return null;
    }
    StringBuilder name = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c != '=') {
        name.append(c);
        at++;
      } else if (text.startsWith("=2C", at)) {
        name.append(',');
        at += 3;
      } else if (text.startsWith("=3D", at)) {
        name.append('=');
        at += 3;
      } else {
        return null;
      }
    }
    return name.toString();
  }
}
