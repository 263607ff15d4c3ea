package org.godwit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What an operator reads when the service does not start. */
@ExtendWith(OutputCaptureExtension.class)
class WrongConfigurationTests {

  @Test
  void missingDatabaseIsSaidInsteadOfOneInMemory(CapturedOutput output) {
    // When // Then
    assertThatThrownBy(() ->
            AuthServiceApplication.builder()
                .run(
                    "--server.port=0",
                    "--spring.main.banner-mode=off",
                    "--xmpp.auth.hosts.publish=false"))
        .isNotNull();
    assertThat(output)
        .contains("APPLICATION FAILED TO START")
        .contains("'url' attribute is not specified");
  }

  @Test
  void tokensWithoutKeysAreSaid(CapturedOutput output) {
    // Given
    List<String> arguments = new ArrayList<>(TestDatabase.arguments("wrong"));
    arguments.add("--xmpp.auth.repositories.default=tokens");

    // When // Then
    assertThatThrownBy(() -> AuthServiceApplication.builder().run(arguments.toArray(String[]::new)))
        .isNotNull();
    assertThat(output)
        .contains("is 'tokens', but xmpp.auth.oauth.jwks-file is not set: it is needed with it.")
        .contains("Correct the setting and start again.");
  }

  @Test
  void registrationOfADomainThatIsNotServedIsSaid(CapturedOutput output) {
    // Given
    List<String> arguments = new ArrayList<>(TestDatabase.arguments("wrong"));
    arguments.add("--xmpp.auth.registration.domains.exmaple.com=closed");

    // When // Then
    assertThatThrownBy(() -> AuthServiceApplication.builder().run(arguments.toArray(String[]::new)))
        .isNotNull();
    assertThat(output)
        .contains(
            "xmpp.auth.registration.domains.exmaple.com is 'closed', but that domain is not"
                + " served: only domains in xmpp.domains are allowed.")
        .contains("Correct the setting and start again.");
  }
}
