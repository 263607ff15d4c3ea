package org.godwit.auth.fast;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.godwit.auth.account.Account;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Issues, checks and ends tokens (XEP-0484, sections 3 and 5.1). Any thread; calls block. */
public final class FastTokens {

  private static final int SALT_BYTES = 32;

  private final FastProperties properties;
  private final FastTokenStore store;
  private final byte[] key;
  private final InstantSource time;
  private final SecureRandom random;

  /** What a proof came to. */
  public sealed interface Verdict {
    /**
     * The client has the token.
     *
     * @param answer what shows it that the server has it as well
     * @param isDue whether the client should get a new one
     */
    record Proven(byte[] answer, boolean isDue) implements Verdict {}

    /** The token has expired, or the password was changed since. */
    record Expired() implements Verdict {}

    /** The client has no such token. */
    record Refused() implements Verdict {}
  }

  /**
   * Makes the shell.
   *
   * @param key what tokens are made with, 32 bytes, the same for all instances
   */
  public FastTokens(
      FastProperties properties,
      FastTokenStore store,
      byte[] key,
      InstantSource time,
      SecureRandom random) {
    this.properties = properties;
    this.store = store;
    this.key = key.clone();
    this.time = time;
    this.random = random;
  }

  /** Tells whether clients may have tokens. */
  public boolean enabled() {
    return properties.enabled();
  }

  /**
   * Checks a client's proof, and notes which of its tokens it has.
   *
   * @param mechanism registered name of the mechanism that it uses
   * @param binding the data of the channel that the mechanism binds to; empty for none
   */
  public Verdict verify(
      Account account, String agentId, String mechanism, byte[] proof, byte[] binding) {
    boolean isExpired = false;
    Instant now = time.instant();
    for (FastToken kept : store.find(account.jid(), agentId)) {
      if (!kept.mechanism().equals(mechanism)) {
        continue;
      }
      String token = token(account, agentId, kept.mechanism(), kept.salt());
      if (!MessageDigest.isEqual(hash(token), kept.hash())) {
        // Made with another key, or for another password.
        isExpired = true;
      } else if (HashedTokenRules.isProof(proof, token, binding)) {
        if (!now.isBefore(kept.expiry())) {
          return new Verdict.Expired();
        }
        if (kept.slot() == FastToken.Slot.NEW) {
          store.promote(account.jid(), agentId, kept.salt());
        }
        boolean isDue = !now.isBefore(kept.issued().plus(properties.rotateAfter()));
        return new Verdict.Proven(HashedTokenRules.answer(token, binding), isDue);
      }
    }
    return isExpired ? new Verdict.Expired() : new Verdict.Refused();
  }

  /** Makes a token for a client, in place of one that it has not used yet; null without account. */
  public @Nullable IssuedToken issue(Account account, String agentId, String mechanism) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    String token = token(account, agentId, mechanism, salt);
    Instant now = time.instant().truncatedTo(ChronoUnit.MILLIS);
    // Both sides see seconds.
    Instant expiry = now.plus(properties.lifetime()).truncatedTo(ChronoUnit.SECONDS);
    FastToken kept = new FastToken(FastToken.Slot.NEW, mechanism, salt, hash(token), now, expiry);
    return store.put(account.jid(), agentId, kept, properties.clientsMax())
        ? new IssuedToken(token, expiry)
        : null;
  }

  /** Ends the tokens of one client. */
  public void invalidate(Jid account, String agentId) {
    store.remove(account, agentId);
  }

  /** Ends the tokens of all clients of an account; returns how many there were. */
  public int revoke(Jid account) {
    return store.removeAll(account);
  }

  private String token(Account account, String agentId, String mechanism, byte[] salt) {
    StringBuilder use = new StringBuilder(256);
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    for (String part :
        List.of(account.jid().bareText(), agentId, mechanism, base64.encodeToString(salt))) {
      use.append(part).append('\0');
    }
    Map<ScramHash, ScramCredential> password = new TreeMap<>(account.credentials());
    for (ScramCredential credential : password.values()) {
      use.append(base64.encodeToString(credential.storedKey())).append('\0');
    }
    return base64.encodeToString(
        ScramKeys.hmac(ScramHash.SHA_256, key, use.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] hash(String token) {
    return ScramKeys.digest(ScramHash.SHA_256, token.getBytes(StandardCharsets.US_ASCII));
  }
}
