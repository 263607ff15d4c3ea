package org.godwit.it.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into its children. It trusts the server to send XML without comments and CDATA. One
 * thread.
 */
final class StanzaReader {

  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int at;
  private int end;
  private int depth;

  StanzaReader(InputStream in) {
    this.in = in;
  }

  /** The next element is a stream header again. */
  void restart() {
    depth = 0;
  }

  /** Returns the next child, or null where the stream or the connection ended. */
  @Nullable Element next() throws IOException {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    while (true) {
      int octet = read();
      if (octet < 0) {
        return null;
      }
      if (octet != '<') {
        if (depth > 1) {
          element.write(octet);
        }
        continue;
      }
      byte[] tag = tag();
      if (tag.length == 0) {
        return null;
      }
      if (tag[1] == '?') {
        continue;
      }
      boolean isEnd = tag[1] == '/';
      boolean isEmpty = tag[tag.length - 2] == '/';
      if (depth == 0 || (depth == 1 && isEnd)) {
        depth = isEnd || isEmpty ? 0 : 1;
        if (depth == 0) {
          return null;
        }
        continue;
      }
      element.writeBytes(tag);
      if (!isEmpty) {
        depth += isEnd ? -1 : 1;
      }
      if (depth == 1) {
        return new Element(element.toString(StandardCharsets.UTF_8));
      }
    }
  }

  /** Returns the tag whose first octet was read; empty where the connection ended in it. */
  private byte[] tag() throws IOException {
    ByteArrayOutputStream tag = new ByteArrayOutputStream();
    tag.write('<');
    int quote = 0;
    while (true) {
      int octet = read();
      if (octet < 0) {
        return new byte[0];
      }
      tag.write(octet);
      if (quote != 0) {
        quote = octet == quote ? 0 : quote;
      } else if (octet == '"' || octet == '\'') {
        quote = octet;
      } else if (octet == '>') {
        return tag.toByteArray();
      }
    }
  }

  private int read() throws IOException {
    if (at == end) {
      end = in.read(buffer);
      at = 0;
      if (end <= 0) {
        end = 0;
        return -1;
      }
    }
    return buffer[at++] & 0xff;
  }
}
