package org.godwit.protocol.xml;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Checks, piece by piece, that bytes are UTF-8 of characters that XML 1.0 allows (section 2.2).
 *
 * <p>Keeps at most one unfinished character between two pieces. One thread.
 */
final class Utf8Check {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long SPACES = 0x2020202020202020L;

  /** Bytes that the current character still needs, and those it has. */
  private int missing;

  private int present;

  /** The bits of the current character that are known. */
  private int character;

  /** The least value that the current character may have: a lesser one has a shorter form. */
  private int least;

  /**
   * Reads {@code bytes} from {@code start} to {@code end} and returns the index of the first byte
   * that no valid text can have there, or {@code end}.
   */
  int check(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end) {
      if (missing == 0) {
        i = skipPlain(bytes, i, end);
        if (i == end) {
          return end;
        }
      }
      if (!accept(bytes[i])) {
        return i;
      }
      i++;
    }
    return end;
  }

  /** Returns how many of the bytes read last belong to a character that is not whole. */
  int unfinished() {
    return missing == 0 ? 0 : present;
  }

  /** Forgets an unfinished character. */
  void reset() {
    missing = 0;
  }

  /** Returns the eight bytes at {@code index}, the first one lowest. */
  static long eight(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }

  /** Returns the index of the first byte that is not a printable ASCII character. */
  private static int skipPlain(byte[] bytes, int start, int end) {
    int i = start;
    while (i <= end - Long.BYTES) {
      long eight = eight(bytes, i);
      if (((eight | (eight - SPACES)) & HIGH_BITS) != 0) {
        break;
      }
      i += Long.BYTES;
    }
    while (i < end && bytes[i] >= ' ') {
      i++;
    }
    return i;
  }

  private boolean accept(byte b) {
    if (missing > 0) {
      return (b & 0xC0) == 0x80 && accept(character << 6 | (b & 0x3F), missing - 1);
    }
    if (b >= 0) {
      return b >= ' ' || b == '\n' || b == '\t' || b == '\r';
    }
    present = 0;
    if ((b & 0xE0) == 0xC0) {
      least = 0x80;
      return accept(b & 0x1F, 1);
    }
    if ((b & 0xF0) == 0xE0) {
      least = 0x800;
      return accept(b & 0x0F, 2);
    }
    least = 0x10000;
    return (b & 0xF8) == 0xF0 && accept(b & 0x07, 3);
  }

  /**
   * Takes the bits of a character that still needs {@code needed} bytes, if one can become of them.
   */
  private boolean accept(int bits, int needed) {
    int lowest = bits << (6 * needed);
    int highest = lowest | ((1 << (6 * needed)) - 1);
    boolean surrogate = lowest >= 0xD800 && highest <= 0xDFFF;
    boolean none = needed == 0 && (bits == 0xFFFE || bits == 0xFFFF);
    if (highest < least || lowest > Character.MAX_CODE_POINT || surrogate || none) {
      return false;
    }
    character = bits;
    missing = needed;
    present++;
    return true;
  }
}
