package org.godwit.auth.registration;

import java.util.Map;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.account.AccountOutcome;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.domain.HostDirectory;
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

  Registrations(
      RegistrationProperties properties,
      Map<String, RegistrationMode> modes,
      AddressRate rate,
      HostDirectory hosts,
      Accounts accounts) {
    this.fallback = properties.fallback();
    this.modes = modes;
    this.usernameLengthMax = properties.usernameLengthMax();
    this.rate = rate;
    this.hosts = hosts;
    this.accounts = accounts;
  }

  /** Returns whether strangers may make accounts at a served domain. */
  public RegistrationMode mode(String domain) {
    RegistrationMode own = hosts.policyOf(domain).registration();
    return own != null ? own : modes.getOrDefault(domain, fallback);
  }

  /**
   * Makes an account.
   *
   * @param domain a served domain
   * @param address where the stranger comes from, or null where that is not known
   */
  public RegistrationOutcome register(
      String domain, String username, String password, @Nullable String address) {
    if (mode(domain) != RegistrationMode.OPEN) {
      return new RegistrationOutcome.Closed();
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
    return switch (accounts.create(jid, password)) {
      case AccountOutcome.Done done -> new RegistrationOutcome.Registered(jid);
      case AccountOutcome.Exists exists -> new RegistrationOutcome.Taken();
      case AccountOutcome.PasswordRefused refused ->
          new RegistrationOutcome.NotAcceptable(refused.reason());
      case AccountOutcome.Busy busy -> new RegistrationOutcome.TooMany();
      case AccountOutcome.Missing missing ->
          throw new IllegalStateException("an account that is being made cannot be missing");
    };
  }
}
