package org.godwit.auth.invite;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.godwit.auth.account.AccountEvents;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.account.Accounts;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Makes invitations, and lets the invited register. A token serves once; it is used up when the
 * account is made, not before (XEP-0445, section 4). Any thread; calls block for the database.
 */
public final class Invites {

  private static final int TOKEN_BYTES = 16;
  private static final Duration LIFETIME_MIN = Duration.ofMinutes(1);
  private static final Duration LIFETIME_MAX = Duration.ofDays(365);

  /** A registration that has not ended by then never will: its process died. */
  private static final Duration CLAIM_MAX = Duration.ofMinutes(1);

  /** How long who has shown a token in time may take to register. */
  private static final Duration SESSION_MAX = Duration.ofDays(1);

  private final InviteProperties properties;
  private final InviteTable table;
  private final TransactionTemplate writing;
  private final Outside outside;
  private final SecureRandom random;

  /**
   * What is needed of others.
   *
   * @param accounts tells who is there
   * @param events has owners told of new contacts
   */
  record Outside(Accounts accounts, AccountEvents events, InstantSource time) {}

  Invites(
      InviteProperties properties,
      InviteTable table,
      TransactionTemplate writing,
      Outside outside,
      SecureRandom random) {
    this.properties = properties;
    this.table = table;
    this.writing = writing;
    this.outside = outside;
    this.random = random;
  }

  /** Tells whether users may invite, where their host takes registrations at all. */
  public boolean byUsers() {
    return properties.byUsers();
  }

  /** Makes an invitation to a host that takes registrations. */
  public InviteOutcome make(InviteWish wish) {
    Instant now = outside.time().instant().truncatedTo(ChronoUnit.MILLIS);
    if (wish.inviter() != null && outside.accounts().find(wish.inviter()) == null) {
      // Who logged in by ANONYMOUS, or is gone since.
      return new InviteOutcome.Closed();
    }
    Duration lifetime = Objects.requireNonNullElse(wish.lifetime(), properties.lifetime());
    if (lifetime.compareTo(LIFETIME_MIN) < 0 || lifetime.compareTo(LIFETIME_MAX) > 0) {
      return new InviteOutcome.LifetimeRefused();
    }
    String username = null;
    if (wish.username() != null) {
      Jid jid = AccountNames.account(wish.username(), wish.domain());
      if (jid == null) {
        return new InviteOutcome.UsernameMalformed();
      }
      username = Objects.requireNonNull(jid.local(), "an account's localpart");
      if (outside.accounts().find(jid) != null
          || table.isReserved(wish.domain(), username, now.toEpochMilli())) {
        return new InviteOutcome.Taken();
      }
    }
    table.removeExpired(now.minus(SESSION_MAX).toEpochMilli());
    if (isTooMany(wish.inviter(), now)) {
      return new InviteOutcome.TooMany();
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = HexFormat.of().formatHex(bytes);
    Invite invite =
        new Invite(
            0,
            wish.domain(),
            username,
            wish.inviter(),
            wish.contact() && wish.inviter() != null,
            now,
            now.plus(lifetime));
    long id = table.add(invite, hash(token));
    return new InviteOutcome.Made(Objects.requireNonNullElse(table.find(id), invite), token);
  }

  private boolean isTooMany(@Nullable Jid inviter, Instant now) {
    return table.open(now.toEpochMilli()) >= properties.most()
        || (inviter != null
            && table.openOf(inviter.bareText(), now.toEpochMilli()) >= properties.perAccount());
  }

  /** Returns the invitation of {@code token} where it is good for {@code domain} now, or null. */
  public @Nullable Invite check(String domain, String token) {
    Invite invite = table.find(hash(token));
    return invite != null
            && invite.domain().equals(domain)
            && invite.expiry().isAfter(outside.time().instant())
        ? invite
        : null;
  }

  /**
   * Begins a registration with {@code token}, which was good when it was shown (XEP-0445, section
   * 4); null where it was used or revoked since, or is in use. To be ended with {@link #redeemed}
   * or {@link #release}.
   */
  public @Nullable Invite claim(String domain, String token) {
    Invite invite = table.find(hash(token));
    Instant now = outside.time().instant();
    return invite != null
            && invite.domain().equals(domain)
            && table.claim(invite.id(), now.toEpochMilli(), now.minus(CLAIM_MAX).toEpochMilli())
        ? invite
        : null;
  }

  /** The registration has failed: the token may be used again. */
  public void release(Invite invite) {
    table.release(invite.id());
  }

  /** {@code account} was made: the token is used up, and who is to be told of contacts is. */
  public void redeemed(Invite invite, Jid account) {
    writing.executeWithoutResult(status -> {
      table.remove(invite.id());
      Jid inviter = invite.inviter();
      if (invite.contact() && inviter != null) {
        outside.events().noteContact(inviter, account);
        outside.events().noteContact(account, inviter);
      }
    });
    outside.events().wake();
  }

  /** Tells whether {@code username}, a prepared localpart, is kept for somebody who is invited. */
  public boolean isReserved(String domain, String username) {
    return table.isReserved(domain, username, outside.time().millis());
  }

  /** Returns an open invitation, or null. */
  public @Nullable Invite find(long id) {
    Invite invite = table.find(id);
    return invite != null && invite.expiry().isAfter(outside.time().instant()) ? invite : null;
  }

  /**
   * Returns a page of open invitations, by their ids.
   *
   * @param domains only those for these hosts; null for all
   * @param after only those with greater ids
   */
  public List<Invite> list(@Nullable Collection<String> domains, long after, int limit) {
    return table.list(domains, after, limit, outside.time().millis());
  }

  /** Revokes an invitation; false where there is none. */
  public boolean revoke(long id) {
    return table.remove(id);
  }

  private static String hash(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
