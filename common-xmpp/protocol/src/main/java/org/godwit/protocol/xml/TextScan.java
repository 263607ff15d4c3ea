package org.godwit.protocol.xml;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.stanza.StreamErrorCondition;

/**
 * Checks character data and attribute values, from as many pieces as they come in (XML 1.0, section
 * 2.4): references are to characters and the five predefined entities only, and {@code ]]>} does
 * not occur in data.
 *
 * <p>One thread.
 */
final class TextScan {

  private static final String[] PREDEFINED = {"amp;", "apos;", "gt;", "lt;", "quot;"};
  private static final int NAME_MAX = 5;
  private static final long LESS = 0x3C3C3C3C3C3C3C3CL;
  private static final long AMPERSAND = 0x2626262626262626L;
  private static final long BRACKET = 0x5D5D5D5D5D5D5D5DL;

  private enum Part {
    PLAIN,
    /** After {@code &}. */
    REFERENCE,
    /** Inside a name. */
    NAME,
    /** After {@code &#}. */
    NUMBER,
    DECIMAL,
    /** After {@code &#x}. */
    HEX_NUMBER,
    HEX
  }

  private Part part = Part.PLAIN;

  /** How many {@code ]} came just before, up to 2. */
  private int brackets;

  private int value;
  private final byte[] name = new byte[NAME_MAX];
  private int nameLength;

  /** Tells whether markup may follow: no reference is open. */
  boolean isComplete() {
    return part == Part.PLAIN;
  }

  /**
   * Reads character data: {@code bytes} from {@code start} to {@code end}.
   *
   * @return the index of the next {@code <}, or {@code end}
   */
  int skipData(byte[] bytes, int start, int end) throws ScanException {
    int i = start;
    while (i < end) {
      byte b = bytes[i];
      if (part != Part.PLAIN) {
        reference(b);
      } else if (b == '<') {
        brackets = 0;
        return i;
      } else {
        plain(b);
      }
      i++;
      if (part == Part.PLAIN && brackets == 0) {
        i = skipPlain(bytes, i, end);
      }
    }
    return end;
  }

  /** Returns the index of the first {@code <}, {@code &} or {@code ]}, or {@code end}. */
  private static int skipPlain(byte[] bytes, int start, int end) {
    int i = start;
    while (i <= end - Long.BYTES) {
      long eight = Utf8Check.eight(bytes, i);
      if ((zeros(eight ^ LESS) | zeros(eight ^ AMPERSAND) | zeros(eight ^ BRACKET)) != 0) {
        break;
      }
      i += Long.BYTES;
    }
    while (i < end && bytes[i] != '<' && bytes[i] != '&' && bytes[i] != ']') {
      i++;
    }
    return i;
  }

  /** Returns a value that is not 0 where one of eight bytes is 0. */
  private static long zeros(long eight) {
    return (eight - 0x0101010101010101L) & ~eight & 0x8080808080808080L;
  }

  /** Reads a piece of an attribute value up to {@code quote}, a {@code <} or {@code end}. */
  void checkValue(byte[] bytes, int start, int end, byte quote) throws ScanException {
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (part != Part.PLAIN) {
        reference(b);
      } else if (b == quote || b == '<') {
        return;
      } else if (b == '&') {
        part = Part.REFERENCE;
      }
    }
  }

  private void plain(byte b) throws ScanException {
    if (b == ']') {
      brackets = Math.min(2, brackets + 1);
      return;
    }
    if (b == '>' && brackets == 2) {
      throw notWellFormed();
    }
    brackets = 0;
    if (b == '&') {
      part = Part.REFERENCE;
    }
  }

  private void reference(byte b) throws ScanException {
    switch (part) {
      case REFERENCE -> {
        if (b == '#') {
          part = Part.NUMBER;
        } else {
          part = Part.NAME;
          nameLength = 0;
          name(b);
        }
      }
      case NAME -> name(b);
      case NUMBER -> {
        value = 0;
        if (b == 'x') {
          part = Part.HEX_NUMBER;
        } else {
          part = Part.DECIMAL;
          digit(b, 10);
        }
      }
      case HEX_NUMBER -> {
        part = Part.HEX;
        digit(b, 16);
      }
      case DECIMAL -> numberOrEnd(b, 10);
      case HEX -> numberOrEnd(b, 16);
      case PLAIN -> throw new IllegalStateException("not in a reference");
    }
  }

  private void name(byte b) throws ScanException {
    if (nameLength == 0 && !isNameStart(b)) {
      throw notWellFormed();
    }
    name[nameLength++] = b;
    for (String predefined : PREDEFINED) {
      if (begins(predefined)) {
        if (nameLength == predefined.length()) {
          part = Part.PLAIN;
        }
        return;
      }
    }
    throw b == ';' || isName(b) ? StreamScanner.restricted() : notWellFormed();
  }

  private boolean begins(String predefined) {
    if (nameLength > predefined.length()) {
      return false;
    }
    for (int i = 0; i < nameLength; i++) {
      if (predefined.charAt(i) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private void numberOrEnd(byte b, int radix) throws ScanException {
    if (b != ';') {
      digit(b, radix);
    } else if (isXmlChar(value)) {
      part = Part.PLAIN;
    } else {
      throw notWellFormed();
    }
  }

  private void digit(byte b, int radix) throws ScanException {
    int digit = b < 0 ? -1 : Character.digit(b, radix);
    value = value * radix + digit;
    if (digit < 0 || value > Character.MAX_CODE_POINT) {
      throw notWellFormed();
    }
  }

  /**
   * Returns the characters that {@code bytes} from {@code start} to {@code end} stand for; they
   * have been read by {@link #skipData} before.
   */
  static String decode(byte[] bytes, int start, int end) {
    String raw = new String(bytes, start, end - start, StandardCharsets.UTF_8);
    if (raw.indexOf('\r') >= 0) {
      raw = raw.replace("\r\n", "\n").replace('\r', '\n');
    }
    int reference = raw.indexOf('&');
    if (reference < 0) {
      return raw;
    }
    StringBuilder text = new StringBuilder(raw.length());
    int from = 0;
    while (reference >= 0) {
      int semicolon = raw.indexOf(';', reference);
      text.append(raw, from, reference);
      text.appendCodePoint(character(raw.substring(reference + 1, semicolon)));
      from = semicolon + 1;
      reference = raw.indexOf('&', from);
    }
    return text.append(raw, from, raw.length()).toString();
  }

  private static int character(String reference) {
    return switch (reference) {
      case "amp" -> '&';
      case "apos" -> '\'';
      case "gt" -> '>';
      case "lt" -> '<';
      case "quot" -> '"';
      default ->
          reference.charAt(1) == 'x'
              ? Integer.parseInt(reference, 2, reference.length(), 16)
              : Integer.parseInt(reference, 1, reference.length(), 10);
    };
  }

  /** Tells whether XML 1.0, section 2.2, allows the character {@code c}. */
  static boolean isXmlChar(int c) {
    return c >= ' '
        ? c < 0xD800 || (c > 0xDFFF && c != 0xFFFE && c != 0xFFFF && c <= 0x10FFFF)
        : c == '\t' || c == '\n' || c == '\r';
  }

  private static boolean isNameStart(byte b) {
    return b < 0 || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_' || b == ':';
  }

  private static boolean isName(byte b) {
    return isNameStart(b) || (b >= '0' && b <= '9') || b == '-' || b == '.';
  }

  private static ScanException notWellFormed() {
    return new ScanException(StreamErrorCondition.NOT_WELL_FORMED, "The XML is not well-formed.");
  }
}
