package org.godwit.auth.access;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.admin.AdminTokens;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Requests with an {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header): one that is
 * sent again gets the answer of the first, from whichever instance. Any thread; calls block.
 *
 * <p>A request that has been at work for a minute counts as lost with its instance and may be tried
 * again.
 */
public final class IdempotentRequests {

  private static final Duration AT_WORK_MAX = Duration.ofMinutes(1);

  private final JdbcTemplate database;
  private final Duration kept;
  private final InstantSource time;

  /** What becomes of a request. */
  public sealed interface Claim {

    /** It is the first: carry it out, then {@link IdempotentRequests#save} or {@code release}. */
    record First(String keyHash) implements Claim {}

    /** It was answered so. */
    record Answered(SavedAnswer answer) implements Claim {}

    /** It is at work. */
    record AtWork() implements Claim {}

    /** The key was used with another request. */
    record Mismatch() implements Claim {}
  }

  IdempotentRequests(JdbcTemplate database, Duration kept, InstantSource time) {
    this.database = database;
    this.kept = kept;
    this.time = time;
  }

  /**
   * Claims a request.
   *
   * @param admin whose it is: administrators do not share keys
   * @param key the key, which the client has made up
   * @param target method and path
   * @param body its body; only an HMAC of it is kept
   */
  public Claim claim(String admin, String key, String target, byte[] body) {
    long now = time.millis();
    database.update("DELETE FROM api_idempotency WHERE created_ms < ?", now - kept.toMillis());
    database.update(
        "DELETE FROM api_idempotency WHERE status = 0 AND created_ms < ?",
        now - AT_WORK_MAX.toMillis());
    String keyHash = AdminTokens.sha256(admin + '\n' + key);
    String requestHash = hmac(key, target, body);
    try {
      database.update(
          "INSERT INTO api_idempotency (key_hash, request_hash, status, location, etag,"
              + " content_type, body, created_ms) VALUES (?, ?, 0, '', '', '', '', ?)",
          keyHash,
          requestHash,
          now);
      return new Claim.First(keyHash);
    } catch (DuplicateKeyException e) {
      return seen(keyHash, requestHash);
    }
  }

  private Claim seen(String keyHash, String requestHash) {
    List<Claim> found =
        database.query(
            "SELECT request_hash, status, location, etag, content_type, body FROM api_idempotency"
                + " WHERE key_hash = ?",
            (row, _) -> {
              if (!requestHash.equals(row.getString("request_hash"))) {
                return new Claim.Mismatch();
              }
              int status = row.getInt("status");
              return status == 0
                  ? new Claim.AtWork()
                  : new Claim.Answered(
                      new SavedAnswer(
                          status,
                          row.getString("location"),
                          row.getString("etag"),
                          row.getString("content_type"),
                          row.getString("body")));
            },
            keyHash);
    // Gone since: its first owner has released it, and the client may try again.
    return found.isEmpty() ? new Claim.AtWork() : found.getFirst();
  }

  /** Keeps the answer of a claimed request. */
  public void save(Claim.First claim, SavedAnswer answer) {
    database.update(
        "UPDATE api_idempotency SET status = ?, location = ?, etag = ?, content_type = ?, body = ?"
            + " WHERE key_hash = ?",
        answer.status(),
        answer.location(),
        answer.etag(),
        answer.contentType(),
        answer.body(),
        claim.keyHash());
  }

  /** Lets a claimed request be tried again: it failed by the service's fault. */
  public void release(Claim.First claim) {
    database.update("DELETE FROM api_idempotency WHERE key_hash = ?", claim.keyHash());
  }

  private static String hmac(String key, String target, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      mac.update(target.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) '\n');
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC with SHA-256", e);
    }
  }
}
