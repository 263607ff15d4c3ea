package org.godwit.auth.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Makes events of logins, as {@code xmpp.auth.audit} says. Any thread; never blocks. */
public final class LoginAudit {

  private static final String LOGIN = "org.godwit.auth.login.v1";

  private final AuditProperties properties;
  private final AuditEvents events;

  /** Makes an audit whose events go to {@code events}. */
  public LoginAudit(AuditProperties properties, AuditEvents events) {
    this.properties = properties;
    this.events = events;
  }

  /** A login has ended. */
  public void ended(LoginEnd end) {
    boolean isWanted =
        switch (properties.logins()) {
          case ALL -> true;
          case FAILURES -> end.reason() != null;
          case NONE -> false;
        };
    if (isWanted) {
      emit(end);
    }
  }

  private void emit(LoginEnd end) {
    Jid account = end.account();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("outcome", end.reason() == null ? "success" : "failure");
    data.put("domain", end.domain());
    data.put("account", account == null ? null : account.bareText());
    data.put("mechanism", end.mechanism());
    data.put("reason", end.reason());
    data.put("address", addressOf(end));
    events.emit(LOGIN, account == null ? end.domain() : account.bareText(), data);
  }

  private @Nullable String addressOf(LoginEnd end) {
    String address = end.address();
    return address == null
        ? null
        : switch (properties.address()) {
          case TRUNCATED -> AddressText.truncated(address);
          case FULL -> address;
          case NONE -> null;
        };
  }
}
