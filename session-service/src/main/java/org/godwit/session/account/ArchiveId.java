package org.godwit.session.account;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.godwit.bus.InboundRecord;

/**
 * Makes the ids of archived messages (XEP-0313, section 6.2; XEP-0359). Pure.
 *
 * <p>An id is text of fixed width whose order, octet by octet, is that of the log: whoever owns the
 * account, and however often the record is repeated, gets the same one.
 *
 * <pre>
 *   2 characters generation, 11 offset, 3 partition, 1 index, 6 nobody can guess
 * </pre>
 *
 * <p>A character is one of 32, in the order of ASCII. The last six are of a digest of the record
 * and its content: XEP-0313, section 3, wants ids that cannot be foretold.
 */
public final class ArchiveId {

  /** The highest generation. */
  public static final int GENERATION_MAX = 1023;

  /** The length of an id, in characters. */
  public static final int LENGTH = 23;

  private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
  private static final int BITS = 5;
  private static final int GENERATION_CHARS = 2;
  private static final int OFFSET_CHARS = 11;
  private static final int PARTITION_CHARS = 3;
  private static final int INDEX_CHARS = 1;
  private static final int DIGEST_CHARS = 6;

  private ArchiveId() {}

  /**
   * Returns the id of a message.
   *
   * @param record the record that brought it
   * @param stanza its bytes as the record has them
   * @param index which message of the record, 0 to 31
   * @param generation the log's generation, 0 to {@link #GENERATION_MAX}
   */
  static String of(InboundRecord record, byte[] stanza, int index, int generation) {
    StringBuilder id = new StringBuilder(LENGTH);
    append(id, generation, GENERATION_CHARS);
    append(id, record.offset(), OFFSET_CHARS);
    append(id, record.partition(), PARTITION_CHARS);
    append(id, index, INDEX_CHARS);
    append(id, digest(record, stanza), DIGEST_CHARS);
    return id.toString();
  }

  private static void append(StringBuilder id, long value, int chars) {
    for (int i = chars - 1; i >= 0; i--) {
      id.append(ALPHABET.charAt((int) (value >>> (i * BITS)) & (ALPHABET.length() - 1)));
    }
  }

  private static long digest(InboundRecord record, byte[] stanza) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(record.topic().getBytes(StandardCharsets.UTF_8));
      sha.update(
          ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES)
              .putLong(record.offset())
              .putLong(record.timestampMs())
              .putInt(record.partition())
              .array());
      return ByteBuffer.wrap(sha.digest(stanza)).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }
}
