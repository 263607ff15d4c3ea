package org.godwit.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Administrators by the SHA-256 of their tokens. Immutable: looking a hash up tells nothing about a
 * token that is not known, however long it takes.
 */
public final class AdminTokens {

  private static final String HASHED = "sha256:";
  private static final int HASH_CHARS = 64;
  private static final int TOKEN_CHARS_MIN = 16;
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern COMMA = Pattern.compile(",");

  private final Map<String, Admin> byHash;

  private AdminTokens(Map<String, Admin> byHash) {
    this.byHash = Map.copyOf(byHash);
  }

  /**
   * Reads the lines of a file of tokens.
   *
   * @throws IllegalArgumentException with the number of the line that cannot be read, and no secret
   */
  public static AdminTokens read(List<String> lines) {
    Map<String, Admin> byHash = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String[] words = BLANKS.split(line, -1);
      if (words.length != 3) {
        throw new IllegalArgumentException(
            "line "
                + (i + 1)
                + " has "
                + words.length
                + " words: name, token and domains are three");
      }
      String hash = hash(words[1], i + 1);
      if (byHash.put(hash, new Admin(words[0], domains(words[2], i + 1))) != null) {
        throw new IllegalArgumentException("line " + (i + 1) + " has the token of another line");
      }
    }
    return new AdminTokens(byHash);
  }

  private static String hash(String word, int line) {
    if (word.startsWith(HASHED)) {
      String hash = word.substring(HASHED.length()).toLowerCase(java.util.Locale.ROOT);
      if (hash.length() != HASH_CHARS || !hash.chars().allMatch(HexFormat::isHexDigit)) {
        throw new IllegalArgumentException("line " + line + " has a hash that is no SHA-256");
      }
      return hash;
    }
    if (word.length() < TOKEN_CHARS_MIN) {
      throw new IllegalArgumentException(
          "line " + line + " has a token of fewer than " + TOKEN_CHARS_MIN + " characters");
    }
    return sha256(word);
  }

  private static @Nullable Set<String> domains(String word, int line) {
    if (word.equals("*")) {
      return null;
    }
    Set<String> domains = new HashSet<>();
    for (String name : COMMA.split(word, -1)) {
      Jid jid = Jid.parse(name);
      if (jid == null || !jid.isDomain()) {
        throw new IllegalArgumentException("line " + line + " names '" + name + "', no domain");
      }
      domains.add(jid.domain());
    }
    return domains;
  }

  /** Returns whose {@code token} is, or null where it is nobody's. */
  public @Nullable Admin find(String token) {
    return byHash.get(sha256(token));
  }

  /** Returns SHA-256 of {@code text}, in hexadecimal. */
  public static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
