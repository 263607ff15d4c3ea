package org.godwit.auth.sasl;

import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.fast.FastTokens;
import org.godwit.auth.fast.IssuedToken;
import org.godwit.auth.sasl.SaslContext.TokenWish;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Logins with tokens, and the tokens that logins bring (XEP-0484). Any thread; calls block. */
final class TokenExchange {

  private final Logins logins;
  private final FastTokens tokens;

  TokenExchange(Logins logins, FastTokens tokens) {
    this.logins = logins;
    this.tokens = tokens;
  }

  /** Answers the only message of HT-SHA-256-*. */
  SaslStep only(SaslMechanism mechanism, String domain, SaslContext context, byte[] data) {
    TokenWish wish = context.token();
    if (wish == null || !wish.isUsed()) {
      return new SaslStep.Failure(
          SaslCondition.INVALID_MECHANISM, "The mechanism is for tokens (XEP-0484).");
    }
    byte[] binding = ChannelRules.data(mechanism.tokenBinding(), context);
    if (binding == null) {
      return new SaslStep.Failure(
          SaslCondition.MALFORMED_REQUEST, "The connection has no such channel binding.");
    }
    return switch (TokenMessage.read(data)) {
      case Reading.Refused<TokenMessage>(SaslStep.Failure failure) -> failure;
      case Reading.Valid<TokenMessage>(TokenMessage message) -> {
        Jid jid = AccountNames.account(message.username(), domain);
        Account account = jid == null ? null : logins.find(jid);
        yield account == null
            ? new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, null)
            : verify(mechanism, account, wish, message.proof(), binding);
      }
    };
  }

  private SaslStep verify(
      SaslMechanism mechanism, Account account, TokenWish wish, byte[] proof, byte[] binding) {
    return switch (tokens.verify(
        account, wish.agentId(), mechanism.registeredName(), proof, binding)) {
      case FastTokens.Verdict.Proven(byte[] answer, boolean isDue) ->
          Logins.admitted(account, new SaslStep.Success(account.jid(), answer, isDue));
      case FastTokens.Verdict.Expired _ ->
          new SaslStep.Failure(SaslCondition.CREDENTIALS_EXPIRED, null, account.jid());
      case FastTokens.Verdict.Refused _ ->
          new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, null, account.jid());
    };
  }

  /**
   * Ends the token that the client used, where it wants that, and returns the one that it gets;
   * null for none.
   */
  @Nullable IssuedToken after(
      SaslMechanism mechanism, SaslContext context, SaslStep.Success success) {
    TokenWish wish = context.token();
    if (wish == null || !tokens.enabled() || mechanism == SaslMechanism.ANONYMOUS) {
      return null;
    }
    boolean invalidates = wish.isUsed() && wish.invalidates();
    if (invalidates) {
      tokens.invalidate(success.account(), wish.agentId());
    }
    String requested = wish.requested();
    boolean isRotated = success.isTokenDue() && !invalidates;
    SaslMechanism wanted =
        requested == null ? (isRotated ? mechanism : null) : SaslMechanism.of(requested);
    if (wanted == null || wanted.family() != SaslMechanism.Family.HASHED_TOKEN) {
      return null;
    }
    Account account = logins.find(success.account());
    return account == null ? null : tokens.issue(account, wish.agentId(), wanted.registeredName());
  }
}
