package org.godwit.auth.account.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/** The contract against an HTTP server in this process. */
class HttpDirectoryTests implements UserDirectoryContract {

  @TempDir Path folder;

  private final TestUserService service = new TestUserService("of the gateway");
  private HttpDirectory directory;

  @BeforeEach
  void addUsers() throws IOException {
    service.add("alice@localhost", PASSWORD);
    service.add("o'neil@localhost", "other");
    service.add("xavier@localhost", "secret");
    directory = directory("of the gateway");
  }

  @AfterEach
  void stop() {
    directory.close();
    service.close();
  }

  private HttpDirectory directory(String token) throws IOException {
    Path file = Files.writeString(folder.resolve("token"), token + "\n");
    return new HttpDirectory(
        "test", new HttpSettings(URI.create(service.url()), file), Duration.ofSeconds(10));
  }

  @Override
  public UserDirectory directory() {
    return directory;
  }

  @Override
  public void takeAway() {
    service.close();
  }

  @Test
  void userWhoMayNotLogInIsToldSoWithTheRightPassword() {
    assertThat(directory.check(Jid.of("xavier@localhost"), "secret")).isEqualTo(Check.DISABLED);
    assertThat(directory.check(Jid.of("xavier@localhost"), "other")).isEqualTo(Check.WRONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 302, 401, 403, 404, 500, 503})
  void anyOtherAnswerIsAFailure(int status) {
    // Given
    service.answerWith(status);

    // When // Then
    assertThatThrownBy(() -> directory.check(Jid.of("alice@localhost"), PASSWORD))
        .isInstanceOf(RepositoryAwayException.class);
  }

  @Test
  void tokenThatIsRefusedMakesNobodysPasswordWrong() throws IOException {
    // Given
    try (HttpDirectory other = directory("expired")) {

      // When // Then
      assertThatThrownBy(() -> other.check(Jid.of("alice@localhost"), PASSWORD))
          .isInstanceOf(RepositoryAwayException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://192.0.2.1/users", "ftp://127.0.0.1/users", "users"})
  void addressWherePasswordsCouldBeReadIsRefused(String url) {
    assertThatThrownBy(() -> new HttpSettings(URI.create(url), null))
        .hasMessageStartingWith("xmpp.auth.repositories.http.<name>.url is '" + url + "'");
  }
}
