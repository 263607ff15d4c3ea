package org.godwit.auth.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.godwit.auth.Bound;
import org.godwit.auth.account.http.HttpSettings;
import org.godwit.auth.account.ldap.LdapSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

class RepositoryPropertiesTests {

  private static final String PREFIX = "xmpp.auth.repositories.";
  private static final HttpSettings LEGACY =
      new HttpSettings(URI.create("https://users.example/xmpp"), Path.of("token"));

  @Test
  void defaultsStand() {
    Bound.run(
        Enabling.class,
        RepositoryProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new RepositoryProperties(
                        "own",
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        16,
                        Duration.ofSeconds(2),
                        2,
                        Duration.ofMillis(100),
                        50,
                        20,
                        Duration.ofSeconds(5))));
  }

  @Test
  void keysStand() {
    Bound.run(
        Enabling.class,
        RepositoryProperties.class,
        properties ->
            assertThat(properties)
                .isEqualTo(
                    new RepositoryProperties(
                        "shop",
                        Map.of("corp.example.com", "staff", "old.example", "legacy"),
                        Map.of(
                            "shop",
                            new DatabaseSettings(
                                "jdbc:h2:mem:shop", "sa", Path.of("pw"), 3, Map.of("a.b", "c"))),
                        Map.of(
                            "staff",
                            new LdapSettings(
                                List.of("ldaps://a.example", "ldap://b.example:3389"),
                                false,
                                Path.of("ca.pem"),
                                "cn=xmpp,dc=example",
                                Path.of("ldap-pw"),
                                "dc=example",
                                "(mail={jid})",
                                4)),
                        Map.of("legacy", LEGACY),
                        5,
                        Duration.ofSeconds(1),
                        3,
                        Duration.ofMillis(10),
                        20,
                        30,
                        Duration.ofSeconds(7))),
        PREFIX + "default=shop",
        PREFIX + "domains.corp.example.com=staff",
        PREFIX + "domains.old.example=legacy",
        PREFIX + "databases.shop.url=jdbc:h2:mem:shop",
        PREFIX + "databases.shop.username=sa",
        PREFIX + "databases.shop.password-file=pw",
        PREFIX + "databases.shop.pool-max=3",
        PREFIX + "databases.shop.jpa.a.b=c",
        PREFIX + "ldap.staff.urls=ldaps://a.example,ldap://b.example:3389",
        PREFIX + "ldap.staff.start-tls=false",
        PREFIX + "ldap.staff.trust-file=ca.pem",
        PREFIX + "ldap.staff.bind-dn=cn=xmpp,dc=example",
        PREFIX + "ldap.staff.password-file=ldap-pw",
        PREFIX + "ldap.staff.base-dn=dc=example",
        PREFIX + "ldap.staff.filter=(mail={jid})",
        PREFIX + "ldap.staff.pool-max=4",
        PREFIX + "http.legacy.url=https://users.example/xmpp",
        PREFIX + "http.legacy.token-file=token",
        PREFIX + "concurrent-max=5",
        PREFIX + "timeout=1s",
        PREFIX + "attempts=3",
        PREFIX + "retry-wait=10ms",
        PREFIX + "failure-rate=20",
        PREFIX + "window=30",
        PREFIX + "open-time=7s");
  }

  @Test
  void settingsOfARepositoryHaveDefaults() {
    Bound.run(
        Enabling.class,
        RepositoryProperties.class,
        properties -> {
          assertThat(properties.databases())
              .containsEntry(
                  "shop", new DatabaseSettings("jdbc:h2:mem:shop", null, null, 8, Map.of()));
          assertThat(properties.ldap())
              .containsEntry(
                  "staff",
                  new LdapSettings(
                      List.of("ldap://127.0.0.1"),
                      true,
                      null,
                      null,
                      null,
                      "dc=example",
                      "(uid={username})",
                      8));
        },
        PREFIX + "databases.shop.url=jdbc:h2:mem:shop",
        PREFIX + "ldap.staff.urls=ldap://127.0.0.1",
        PREFIX + "ldap.staff.base-dn=dc=example");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "default=staff | default is 'staff', which is no repository: allowed are [own, tokens].",
        "domains.a.example=x | domains.a.example is 'x', which is no repository: allowed are",
        "databases.own.url=jdbc:h2:mem:a | databases has 'own': a name that no other repository",
        "databases.a.url=mysql | url is 'mysql': a JDBC URL such as"
      })
  void wrongNameOrUrlIsSaid(String keyValue, String sentence) {
    assertThat(Bound.failure(Enabling.class, PREFIX + keyValue)).contains(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "concurrent-max=0",
        "timeout=1ms",
        "attempts=0",
        "retry-wait=0ms",
        "failure-rate=0",
        "window=0",
        "open-time=1ms"
      })
  void valueOutOfRangeStopsTheStart(String keyValue) {
    assertThat(Bound.failure(Enabling.class, PREFIX + keyValue)).contains("must be");
  }

  @EnableConfigurationProperties(RepositoryProperties.class)
  static class Enabling {}
}
