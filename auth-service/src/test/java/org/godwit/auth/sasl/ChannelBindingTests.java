package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.godwit.auth.credential.ScramHash;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SCRAM with channel binding (RFC 5802, section 6) and its protection (XEP-0474). */
class ChannelBindingTests {

  private static final byte[] EXPORTED = "exported".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] END_POINT = "end point".getBytes(StandardCharsets.US_ASCII);
  private static final SaslContext BOUND =
      SaslScene.context(
          Map.of("tls-exporter", EXPORTED, "tls-server-end-point", END_POINT),
          "SCRAM-SHA-1-PLUS",
          "SCRAM-SHA-1");
  private static final SaslContext UNBOUND = SaslScene.context(Map.of(), "SCRAM-SHA-1");

  private final SaslScene scene = new SaslScene();
  private final SaslExchange exchange = scene.fixture.exchange();

  @AfterEach
  void stop() {
    scene.close();
  }

  private static ScramClient client(String mechanism, String gs2Header, byte[] binding) {
    return new ScramClient(SaslScene.hashOf(mechanism), gs2Header, "alice", "nonce", binding);
  }

  @ParameterizedTest
  @CsvSource({
    "SCRAM-SHA-1-PLUS, tls-exporter",
    "SCRAM-SHA-256-PLUS, tls-exporter",
    "SCRAM-SHA-512-PLUS, tls-exporter",
    "SCRAM-SHA-256-PLUS, tls-server-end-point"
  })
  void clientOnTheSameChannelLogsIn(String mechanism, String type) {
    // Given
    byte[] binding = type.equals("tls-exporter") ? EXPORTED : END_POINT;
    ScramClient client = client(mechanism, "p=" + type + ",,", binding);

    // When
    SaslAnswer answer = SaslScene.scram(exchange, mechanism, client, "secret", BOUND);

    // Then
    assertThat(answer)
        .isEqualTo(
            new SaslAnswer.Success(
                SaslScene.ALICE, SaslScene.base64(client.expectedServerFinal()), null));
  }

  @Test
  void clientOnAnotherChannelIsNotAuthorized() {
    // Given: somebody in the middle has a channel of his own to each side.
    ScramClient client = client("SCRAM-SHA-256-PLUS", "p=tls-exporter,,", END_POINT);

    // When
    SaslAnswer answer = SaslScene.scram(exchange, "SCRAM-SHA-256-PLUS", client, "secret", BOUND);

    // Then
    assertThat(condition(answer)).isEqualTo(SaslCondition.NOT_AUTHORIZED);
  }

  @Test
  void channelThatHasGoneBetweenTheStepsIsNotAuthorized() {
    // Given
    ScramClient client = client("SCRAM-SHA-1-PLUS", "p=tls-exporter,,", EXPORTED);
    SaslAnswer.Challenge challenge =
        (SaslAnswer.Challenge)
            SaslScene.step(exchange, "SCRAM-SHA-1-PLUS", null, client.first(), BOUND);

    // When
    String last = client.last(SaslScene.text(challenge.data()), "secret");
    SaslAnswer answer =
        SaslScene.step(exchange, "SCRAM-SHA-1-PLUS", challenge.state(), last, UNBOUND);

    // Then
    assertThat(condition(answer)).isEqualTo(SaslCondition.NOT_AUTHORIZED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"n,,", "y,,", "p=tls-unique,,"})
  void plusWithoutAnOfferedBindingIsMalformed(String gs2Header) {
    // When
    SaslAnswer answer =
        SaslScene.step(exchange, "SCRAM-SHA-256-PLUS", null, gs2Header + "n=alice,r=abc", BOUND);

    // Then
    assertThat(condition(answer)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
  }

  @Test
  void bindingWithAMechanismWithoutPlusIsMalformed() {
    // When
    SaslAnswer answer =
        SaslScene.step(exchange, "SCRAM-SHA-1", null, "p=tls-exporter,,n=alice,r=abc", BOUND);

    // Then
    assertThat(condition(answer)).isEqualTo(SaslCondition.MALFORMED_REQUEST);
  }

  @Test
  void clientThatDidNotSeeThePlusThatWasOfferedIsRefused() {
    // When: RFC 5802, section 6: flag "y".
    SaslAnswer downgraded =
        SaslScene.scram(
            exchange, "SCRAM-SHA-1", client("SCRAM-SHA-1", "y,,", new byte[0]), "secret", BOUND);
    SaslAnswer right =
        SaslScene.scram(
            exchange, "SCRAM-SHA-1", client("SCRAM-SHA-1", "y,,", new byte[0]), "secret", UNBOUND);

    // Then
    assertThat(downgraded)
        .isEqualTo(
            new SaslAnswer.Failure(
                SaslCondition.NOT_AUTHORIZED, "The server does offer channel binding."));
    assertThat(right).isInstanceOf(SaslAnswer.Success.class);
  }

  @Test
  void offerIsHashedAsInTheExampleOfXep0474() {
    // When: section 6.3.
    String extension = ChannelRules.offerHash(ScramHash.SHA_1, BOUND);

    // Then
    assertThat(extension).isEqualTo(",h=G6k/rBLDqgOhRRaCuuatSDFkJ08=");
  }

  @Test
  void offerOfTheServerStandsInItsFirstMessage() {
    // When
    SaslAnswer.Challenge shown =
        (SaslAnswer.Challenge)
            SaslScene.step(exchange, "SCRAM-SHA-1", null, "n,,n=alice,r=abc", BOUND);
    SaslAnswer.Challenge unknown =
        (SaslAnswer.Challenge)
            SaslScene.step(exchange, "SCRAM-SHA-1", null, "n,,n=alice,r=abc", SaslContext.NONE);

    // Then
    assertThat(SaslScene.text(shown.data())).endsWith(",h=G6k/rBLDqgOhRRaCuuatSDFkJ08=");
    assertThat(SaslScene.text(unknown.data())).doesNotContain(",h=");
  }

  private static SaslCondition condition(SaslAnswer answer) {
    return ((SaslAnswer.Failure) answer).condition();
  }
}
