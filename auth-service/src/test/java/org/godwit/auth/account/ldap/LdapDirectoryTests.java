package org.godwit.auth.account.ldap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.godwit.auth.ConfigurationRefusedException;
import org.godwit.auth.account.RepositoryAwayException;
import org.godwit.auth.account.UserDirectory;
import org.godwit.auth.account.UserDirectory.Check;
import org.godwit.auth.account.UserDirectoryContract;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract against an LDAP server in this process. */
class LdapDirectoryTests implements UserDirectoryContract {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  @TempDir Path folder;

  private final TestLdap ldap = new TestLdap("of the searcher");
  private LdapDirectory directory;

  @BeforeEach
  void addUsers() throws IOException {
    ldap.add("alice", PASSWORD);
    ldap.add("o'neil", "other");
    directory = directory("(uid={username})", "of the searcher");
  }

  @AfterEach
  void stop() {
    directory.close();
    ldap.close();
  }

  private LdapDirectory directory(String filter, String secret) throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), secret + "\n");
    return new LdapDirectory("test", settings(filter, file), TIMEOUT);
  }

  private LdapSettings settings(String filter, Path secret) {
    return new LdapSettings(
        List.of(ldap.url()), false, null, TestLdap.SEARCHER, secret, TestLdap.BASE, filter, 2);
  }

  @Override
  public UserDirectory directory() {
    return directory;
  }

  @Override
  public void takeAway() {
    ldap.close();
  }

  @Test
  void searcherThatIsRefusedMakesNobodysPasswordWrong() throws IOException {
    // Given
    try (LdapDirectory other = directory("(uid={username})", "not of the searcher")) {

      // When // Then
      assertThatThrownBy(() -> other.check(Jid.of("alice@localhost"), PASSWORD))
          .isInstanceOf(RepositoryAwayException.class);
    }
  }

  @Test
  void filterThatFindsSeveralFindsNobody() throws IOException {
    // Given
    try (LdapDirectory other = directory("(|(uid={username})(uid=o'neil))", "of the searcher")) {

      // When // Then
      assertThat(other.exists(Jid.of("alice@localhost"))).isFalse();
      assertThat(other.check(Jid.of("alice@localhost"), PASSWORD)).isEqualTo(Check.UNKNOWN);
    }
  }

  @Test
  void connectionsThatTheServerEndedAreMadeAnew() {
    // Given
    assertThat(directory.check(Jid.of("alice@localhost"), "wrong")).isEqualTo(Check.WRONG);

    // When
    ldap.dropConnections();

    // Then
    assertThat(directory.check(Jid.of("alice@localhost"), PASSWORD)).isEqualTo(Check.RIGHT);
  }

  @Test
  void missingSecretStopsTheStart() {
    assertThatThrownBy(() ->
            new LdapDirectory(
                "corp", settings("(uid={username})", folder.resolve("none")), TIMEOUT))
        .isInstanceOf(ConfigurationRefusedException.class)
        .hasMessageStartingWith("xmpp.auth.repositories.ldap.corp.password-file is '")
        .hasMessageEndingWith("a file with a secret on its first line is allowed.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"(uid=alice)", "(uid={username}", "(&(uid={username})", ""})
  void filterThatIsNoneIsRefused(String filter) {
    assertThatThrownBy(() -> settings(filter, folder))
        .hasMessageStartingWith("xmpp.auth.repositories.ldap.<name>.filter is '" + filter + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ldap.example.com", "http://ldap.example.com", "ldap://"})
  void urlThatIsNoneIsRefused(String url) {
    assertThatThrownBy(() ->
            new LdapSettings(
                List.of(url), true, null, null, null, TestLdap.BASE, "(uid={username})", 2))
        .hasMessageContaining(".urls is '[" + url + "]'");
  }
}
