package org.godwit.auth.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.godwit.auth.Bound;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class LoginAuditTests {

  private static final LoginEnd SUCCESS =
      new LoginEnd("localhost", Jid.of("alice@localhost"), "PLAIN", null, "192.0.2.77");
  private static final LoginEnd FAILURE =
      new LoginEnd("localhost", null, "SCRAM-SHA-1", "not-authorized", "192.0.2.77");

  private final List<String> told = new ArrayList<>();

  private LoginAudit audit(AuditProperties.Logins logins, AuditProperties.Address address) {
    return new LoginAudit(
        new AuditProperties(logins, address),
        (type, key, data) -> told.add(type + ' ' + key + ' ' + data));
  }

  @Test
  void successAndFailureAreToldByTheirNetwork() {
    // When
    LoginAudit audit = audit(AuditProperties.Logins.ALL, AuditProperties.Address.TRUNCATED);
    audit.ended(SUCCESS);
    audit.ended(FAILURE);

    // Then
    assertThat(told)
        .containsExactly(
            "org.godwit.auth.login.v1 alice@localhost {outcome=success, domain=localhost,"
                + " account=alice@localhost, mechanism=PLAIN, reason=null, address=192.0.2.0}",
            "org.godwit.auth.login.v1 localhost {outcome=failure, domain=localhost,"
                + " account=null, mechanism=SCRAM-SHA-1, reason=not-authorized,"
                + " address=192.0.2.0}");
  }

  @Test
  void addressIsToldInFullOrNotAtAll() {
    // When
    audit(AuditProperties.Logins.ALL, AuditProperties.Address.FULL).ended(FAILURE);
    audit(AuditProperties.Logins.ALL, AuditProperties.Address.NONE).ended(FAILURE);

    // Then
    assertThat(told.get(0)).contains("address=192.0.2.77}");
    assertThat(told.get(1)).contains("address=null}");
  }

  @Test
  void onlyFailuresOrNothing() {
    // When
    for (AuditProperties.Logins logins :
        List.of(AuditProperties.Logins.FAILURES, AuditProperties.Logins.NONE)) {
      audit(logins, AuditProperties.Address.NONE).ended(SUCCESS);
      audit(logins, AuditProperties.Address.NONE).ended(FAILURE);
    }

    // Then
    assertThat(told).singleElement().asString().contains("outcome=failure");
  }

  @Test
  void defaultsStandAndKeysAreRead() {
    Bound.run(
        Enabling.class,
        AuditProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new AuditProperties(
                        AuditProperties.Logins.ALL, AuditProperties.Address.TRUNCATED)));
    Bound.run(
        Enabling.class,
        AuditProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new AuditProperties(
                        AuditProperties.Logins.FAILURES, AuditProperties.Address.FULL)),
        "xmpp.auth.audit.logins=failures",
        "xmpp.auth.audit.address=full");
  }

  @EnableConfigurationProperties(AuditProperties.class)
  static class Enabling {}
}
