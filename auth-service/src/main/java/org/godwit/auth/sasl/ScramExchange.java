package org.godwit.auth.sasl;

import java.util.function.Supplier;
import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** SCRAM, with channel binding and without (RFC 5802). Any thread; calls block. */
final class ScramExchange {

  private final Logins logins;
  private final Supplier<String> nonces;
  private final boolean showsOffer;

  /**
   * Makes the exchange.
   *
   * @param showsOffer whether the client is shown a hash of what was offered (XEP-0474)
   */
  ScramExchange(Logins logins, Supplier<String> nonces, boolean showsOffer) {
    this.logins = logins;
    this.nonces = nonces;
    this.showsOffer = showsOffer;
  }

  /** Answers the client's first message. */
  SaslStep first(SaslMechanism mechanism, ScramHash hash, SaslRequest request, byte[] data) {
    return switch (ClientFirst.read(data)) {
      case Reading.Refused<ClientFirst>(SaslStep.Failure failure) -> failure;
      case Reading.Valid<ClientFirst>(ClientFirst first) -> {
        boolean plus = mechanism.family() == SaslMechanism.Family.SCRAM_PLUS;
        SaslStep.Failure refusal = ChannelRules.refusal(first.header(), plus, request.context());
        yield refusal == null ? challenge(hash, request, first) : refusal;
      }
    };
  }

  private SaslStep challenge(ScramHash hash, SaslRequest request, ClientFirst first) {
    Jid jid = AccountNames.account(first.username(), request.domain());
    if (jid == null) {
      return new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, null);
    }
    String authzid = first.header().authzid();
    if (authzid != null && !AccountNames.mayActAs(jid, authzid)) {
      return new SaslStep.Failure(SaslCondition.INVALID_AUTHZID, null);
    }
    SaslStep.Delayed delay = logins.delay(jid);
    if (delay != null) {
      return delay;
    }
    ScramCredential credential = logins.credential(hash, jid, logins.find(jid));
    String extension = showsOffer ? ChannelRules.offerHash(hash, request.context()) : "";
    return ScramRules.challenge(first, jid, credential, nonces.get(), extension);
  }

  /** Answers the client's final message. */
  SaslStep last(ScramHash hash, SaslState.AwaitingProof state, SaslContext context, byte[] data) {
    return switch (ClientFinal.read(data)) {
      case Reading.Refused<ClientFinal>(SaslStep.Failure failure) -> failure;
      case Reading.Valid<ClientFinal>(ClientFinal last) -> {
        // Again: others may have failed since the first message.
        SaslStep.Delayed delay = logins.delay(state.account());
        byte[] binding = ChannelRules.data(bindingOf(state), context);
        if (delay != null) {
          yield delay;
        }
        if (binding == null) {
          yield new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, "The channel has changed.");
        }
        Account account = logins.find(state.account());
        ScramCredential credential = logins.credential(hash, state.account(), account);
        yield logins.judged(
            state.account(), account, ScramRules.verify(hash, state, last, credential, binding));
      }
    };
  }

  private static @Nullable String bindingOf(SaslState.AwaitingProof state) {
    return switch (Gs2Header.read(state.gs2Header())) {
      case Reading.Valid<Gs2Header>(Gs2Header header) -> header.binding();
      case Reading.Refused<Gs2Header> _ ->
          throw new IllegalStateException("a sealed GS2 header is malformed");
    };
  }
}
