package org.godwit.auth.registration;

import java.util.Map;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.account.AccountOutcome;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.invite.Invite;
import org.godwit.auth.invite.InviteOutcome;
import org.godwit.auth.invite.InviteWish;
import org.godwit.auth.invite.Invites;
import org.godwit.protocol.host.RegistrationMode;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Makes accounts for strangers where that is allowed. Any thread; calls block. */
public final class Registrations {

  private final RegistrationMode fallback;
  private final Map<String, RegistrationMode> modes;
  private final int usernameLengthMax;
  private final AddressRate rate;
  private final HostDirectory hosts;
  private final Accounts accounts;
  private final Invites invites;

  /** What registers and who may be invited. */
  record Makers(Accounts accounts, Invites invites) {}

  Registrations(
      RegistrationProperties properties,
      Map<String, RegistrationMode> modes,
      AddressRate rate,
      HostDirectory hosts,
      Makers makers) {
    this.fallback = properties.fallback();
    this.modes = modes;
    this.usernameLengthMax = properties.usernameLengthMax();
    this.rate = rate;
    this.hosts = hosts;
    this.accounts = makers.accounts();
    this.invites = makers.invites();
  }

  /**
   * Returns whether strangers may make accounts at a served domain; closed where accounts cannot be
   * made.
   */
  public RegistrationMode mode(String domain) {
    if (!accounts.canCreate(domain)) {
      return RegistrationMode.CLOSED;
    }
    RegistrationMode own = hosts.policyOf(domain).registration();
    return own != null ? own : modes.getOrDefault(domain, fallback);
  }

  /** Makes an invitation: as {@link Invites#make}, or Closed where nobody can be invited. */
  public InviteOutcome invite(InviteWish wish) {
    return mode(wish.domain()) == RegistrationMode.CLOSED
        ? new InviteOutcome.Closed()
        : invites.make(wish);
  }

  /**
   * Makes an account.
   *
   * @param domain a served domain
   * @param address where the stranger comes from, or null where that is not known
   * @param token an invitation that the stranger has shown, or null for none
   */
  public RegistrationOutcome register(
      String domain,
      String username,
      String password,
      @Nullable String address,
      @Nullable String token) {
    RegistrationMode mode = mode(domain);
    if (mode == RegistrationMode.CLOSED) {
      return new RegistrationOutcome.Closed();
    }
    if (mode == RegistrationMode.INVITE && token == null) {
      return new RegistrationOutcome.InviteNeeded();
    }
    if (!rate.admits(address)) {
      return new RegistrationOutcome.TooMany();
    }
    if (username.codePointCount(0, username.length()) > usernameLengthMax) {
      return new RegistrationOutcome.NotAcceptable(
          "A username has at most " + usernameLengthMax + " characters.");
    }
    Jid jid = AccountNames.account(username, domain);
    if (jid == null) {
      return new RegistrationOutcome.UsernameMalformed();
    }
    int usersMax = hosts.policyOf(domain).usersMax();
    if (usersMax > 0 && accounts.count(domain) >= usersMax) {
      return new RegistrationOutcome.Full();
    }
    return token == null ? create(jid, password, null) : invited(jid, password, token);
  }

  private RegistrationOutcome invited(Jid jid, String password, String token) {
    Invite invite = invites.claim(jid.domain(), token);
    if (invite == null) {
      return new RegistrationOutcome.InviteInvalid();
    }
    boolean isDone = false;
    try {
      RegistrationOutcome outcome =
          invite.username() == null || invite.username().equals(jid.local())
              ? create(jid, password, invite)
              : new RegistrationOutcome.NotAcceptable("The invitation is for another username.");
      isDone = outcome instanceof RegistrationOutcome.Registered;
      return outcome;
    } finally {
      if (isDone) {
        invites.redeemed(invite, jid);
      } else {
        invites.release(invite);
      }
    }
  }

  private RegistrationOutcome create(Jid jid, String password, @Nullable Invite invite) {
    boolean isOwn = invite != null && invite.username() != null;
    if (!isOwn && invites.isReserved(jid.domain(), String.valueOf(jid.local()))) {
      return new RegistrationOutcome.Taken();
    }
    return switch (accounts.create(jid, password)) {
      case AccountOutcome.Done done -> new RegistrationOutcome.Registered(jid);
      case AccountOutcome.Exists exists -> new RegistrationOutcome.Taken();
      case AccountOutcome.PasswordRefused refused ->
          new RegistrationOutcome.NotAcceptable(refused.reason());
      case AccountOutcome.Busy busy -> new RegistrationOutcome.TooMany();
      case AccountOutcome.Unsupported _ -> new RegistrationOutcome.Closed();
      case AccountOutcome.Missing _, AccountOutcome.Stale _ ->
          throw new IllegalStateException("an account that is being made cannot be missing");
    };
  }
}
