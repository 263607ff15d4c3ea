package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import org.godwit.auth.TestTime;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateSealTests {

  private static final SaslState.AwaitingProof STATE =
      new SaslState.AwaitingProof(
          Jid.ofEnforced("alice@localhost"),
          "n,,",
          "n=alice,r=abc",
          "r=abcdef,s=AA==,i=1",
          "abcdef");
  private static final SaslMechanism MECHANISM = SaslMechanism.SCRAM_SHA_1;

  private final TestTime time = new TestTime();
  private final SecureRandom random = new SecureRandom();
  private final StateSeal seal = seal(1);

  @Test
  void stateOpensInAnotherInstanceWithTheSameKey() {
    // Given
    String sealed = seal.seal(STATE, "localhost", MECHANISM);

    // When
    SaslState opened = seal(1).open(sealed, "localhost", MECHANISM);

    // Then
    assertThat(opened).isEqualTo(STATE);
  }

  @Test
  void initialStateOpens() {
    // Given
    String sealed = seal.seal(new SaslState.AwaitingInitial(), "localhost", MECHANISM);

    // When
    SaslState opened = seal.open(sealed, "localhost", MECHANISM);

    // Then
    assertThat(opened).isEqualTo(new SaslState.AwaitingInitial());
  }

  @Test
  void stateStaysShutWithAnotherKeyDomainOrMechanism() {
    // Given
    String sealed = seal.seal(STATE, "localhost", MECHANISM);

    // When // Then
    assertThat(seal(2).open(sealed, "localhost", MECHANISM)).isNull();
    assertThat(seal.open(sealed, "example.com", MECHANISM)).isNull();
    assertThat(seal.open(sealed, "localhost", SaslMechanism.SCRAM_SHA_256)).isNull();
  }

  @Test
  void stateStaysShutFromItsExpiryOn() {
    // Given
    String sealed = seal.seal(STATE, "localhost", MECHANISM);

    // When // Then
    time.advance(Duration.ofMillis(59_999));
    assertThat(seal.open(sealed, "localhost", MECHANISM)).isEqualTo(STATE);
    time.advance(Duration.ofMillis(1));
    assertThat(seal.open(sealed, "localhost", MECHANISM)).isNull();
  }

  @Test
  void stateStaysShutWhereAnyByteWasChangedOrCut() {
    // Given
    byte[] sealed = Base64.getUrlDecoder().decode(seal.seal(STATE, "localhost", MECHANISM));

    for (int i = 0; i < sealed.length; i++) {
      // When
      byte[] changed = sealed.clone();
      changed[i] ^= 1;
      byte[] cut = Arrays.copyOf(sealed, i);

      // Then
      assertThat(seal.open(base64(changed), "localhost", MECHANISM)).isNull();
      assertThat(seal.open(base64(cut), "localhost", MECHANISM)).isNull();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "*", "not sealed at all", "AQ", "ÄÖ"})
  void whatWasNeverSealedStaysShut(String sealed) {
    // When // Then
    assertThat(seal.open(sealed, "localhost", MECHANISM)).isNull();
  }

  @Test
  void sealedStateIsNeverTheSameTwiceAndHidesItsContent() {
    // When
    String one = seal.seal(STATE, "localhost", MECHANISM);
    String other = seal.seal(STATE, "localhost", MECHANISM);

    // Then
    assertThat(one).isNotEqualTo(other);
    assertThat(new String(Base64.getUrlDecoder().decode(one), StandardCharsets.ISO_8859_1))
        .doesNotContain("alice", "abcdef");
    assertThat(STATE.toString()).doesNotContain("alice", "abcdef");
  }

  private StateSeal seal(int key) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) key);
    return new StateSeal(bytes, Duration.ofSeconds(60), time, random);
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
