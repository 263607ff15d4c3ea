package org.godwit.auth.sasl;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.oauth.AccessTokens;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Mechanisms where somebody else has proven who the client is, or where it is nobody: EXTERNAL,
 * OAUTHBEARER, ANONYMOUS. Any thread; calls block.
 */
final class ProvenExchange {

  /** RFC 7628, section 3.2.2; the client has to answer it before the exchange fails. */
  private static final byte[] INVALID_TOKEN =
      "{\"status\":\"invalid_token\"}".getBytes(StandardCharsets.US_ASCII);

  private final Logins logins;
  private final AccessTokens tokens;
  private final Supplier<String> names;

  /**
   * Makes the exchange.
   *
   * @param names fresh, unpredictable localparts for ANONYMOUS
   */
  ProvenExchange(Logins logins, AccessTokens tokens, Supplier<String> names) {
    this.logins = logins;
    this.tokens = tokens;
    this.names = names;
  }

  /** Answers the message of EXTERNAL (RFC 4422, appendix A): an address or nothing. */
  SaslStep external(String domain, SaslContext context, byte[] data) {
    String authzid = data.length == 0 ? null : SaslText.utf8(data);
    if (data.length > 0 && authzid == null) {
      return new SaslStep.Failure(SaslCondition.MALFORMED_REQUEST, "The message is not UTF-8.");
    }
    return switch (ExternalRules.choose(context.certificateNames(), domain, authzid)) {
      case ExternalRules.Choice.Refused(SaslStep.Failure failure) -> failure;
      case ExternalRules.Choice.Chosen(Jid jid) -> known(jid, logins.find(jid));
    };
  }

  /** Answers the message of ANONYMOUS (RFC 4505): what it says of the client is not looked at. */
  SaslStep anonymous(String domain) {
    Jid jid = AccountNames.account(names.get(), domain);
    if (jid == null) {
      throw new IllegalStateException("a made-up name is no localpart");
    }
    return new SaslStep.Success(jid, null);
  }

  /** Answers a message of OAUTHBEARER. */
  SaslStep bearer(String domain, @Nullable SaslState state, byte[] data) {
    if (state instanceof SaslState.TokenRefused) {
      return new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, "The token is not valid here.");
    }
    return switch (BearerMessage.read(data)) {
      case Reading.Refused<BearerMessage>(SaslStep.Failure failure) -> failure;
      case Reading.Valid<BearerMessage>(BearerMessage message) -> {
        String name = tokens.accountOf(message.token());
        ExternalRules.Choice choice =
            name == null ? null : ExternalRules.choose(List.of(name), domain, message.authzid());
        yield choice instanceof ExternalRules.Choice.Chosen(Jid jid)
            ? known(jid, logins.findForToken(jid))
            : new SaslStep.Challenge(INVALID_TOKEN, new SaslState.TokenRefused());
      }
    };
  }

  private static SaslStep known(Jid jid, @Nullable Account account) {
    return account == null
        ? new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, "There is no such account.")
        : Logins.admitted(account, new SaslStep.Success(jid, null));
  }
}
