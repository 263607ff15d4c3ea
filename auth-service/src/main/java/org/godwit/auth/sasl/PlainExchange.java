package org.godwit.auth.sasl;

import org.godwit.auth.account.Account;
import org.godwit.auth.account.AccountNames;
import org.godwit.auth.account.UserDirectory;
import org.godwit.auth.credential.PasswordHashing;
import org.godwit.auth.credential.PasswordPreparation;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;

/** PLAIN (RFC 4616). Any thread; calls block for the hashing. */
final class PlainExchange {

  private final Logins logins;
  private final PasswordHashing hashing;

  PlainExchange(Logins logins, PasswordHashing hashing) {
    this.logins = logins;
    this.hashing = hashing;
  }

  /** Answers the client's only message. */
  SaslStep only(String domain, byte[] data) {
    return switch (PlainMessage.read(data)) {
      case Reading.Refused<PlainMessage>(SaslStep.Failure failure) -> failure;
      case Reading.Valid<PlainMessage>(PlainMessage message) -> {
        Jid jid = AccountNames.account(message.username(), domain);
        String password = PasswordPreparation.prepare(message.password());
        if (jid == null || password == null) {
          yield new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, null);
        }
        if (message.authzid() != null && !AccountNames.mayActAs(jid, message.authzid())) {
          yield new SaslStep.Failure(SaslCondition.INVALID_AUTHZID, null);
        }
        SaslStep.Delayed delay = logins.delay(jid);
        if (delay != null) {
          yield delay;
        }
        UserDirectory users = logins.directoryOf(jid.domain());
        yield users == null ? verify(jid, password) : show(users, jid, password);
      }
    };
  }

  private SaslStep show(UserDirectory users, Jid jid, String password) {
    UserDirectory.Check check = users.check(jid, password);
    return switch (check) {
      case RIGHT, DISABLED ->
          logins.judged(
              jid,
              Account.foreign(jid, check == UserDirectory.Check.RIGHT),
              new SaslStep.Success(jid, null));
      case WRONG, UNKNOWN ->
          logins.judged(
              jid,
              check == UserDirectory.Check.WRONG ? Account.foreign(jid, true) : null,
              new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, null));
    };
  }

  private SaslStep verify(Jid jid, String password) {
    Account account = logins.find(jid);
    ScramHash hash = PlainRules.hashFor(account);
    ScramCredential kept = logins.credential(hash, jid, account);
    ScramCredential made = hashing.again(hash, password, kept);
    if (made == null) {
      return new SaslStep.Failure(
          SaslCondition.TEMPORARY_AUTH_FAILURE, "Too many clients are logging in.");
    }
    SaslStep step = logins.judged(jid, account, PlainRules.verify(jid, made, kept));
    if (step instanceof SaslStep.Success && account != null) {
      // Before a token is made, which would end with the credentials (XEP-0484).
      logins.upgrade(account, password);
    }
    return step;
  }
}
