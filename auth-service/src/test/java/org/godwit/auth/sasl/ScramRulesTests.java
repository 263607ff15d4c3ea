package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** SCRAM against the example exchanges of RFC 5802, section 5, and RFC 7677, section 3. */
class ScramRulesTests {

  private static final Jid USER = Jid.of("user@localhost");
  private static final SaslStep NOT_AUTHORIZED =
      new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, null);

  @Test
  void sha1ExchangeIsTheOneOfRfc5802() {
    // Given
    ScramCredential credential = pencil(ScramHash.SHA_1, "QSXCR+Q6sek8bf92");
    ClientFirst first = first("n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL");

    // When
    SaslStep.Challenge challenge = challenge(first, credential, "3rfcNHYJY1ZVvWVs7j");
    SaslStep end =
        verify(
            ScramHash.SHA_1,
            challenge,
            "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,"
                + "p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
            credential);

    // Then
    assertThat(text(challenge.data()))
        .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
    assertThat(end)
        .isInstanceOfSatisfying(
            SaslStep.Success.class,
            success -> {
              assertThat(success.account()).isEqualTo(USER);
              assertThat(text(success.data())).isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
            });
  }

  @Test
  void sha256ExchangeIsTheOneOfRfc7677() {
    // Given
    ScramCredential credential = pencil(ScramHash.SHA_256, "W22ZaJ0SNY7soEsUEjb6gQ==");
    ClientFirst first = first("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");

    // When
    SaslStep.Challenge challenge = challenge(first, credential, "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
    SaslStep end =
        verify(
            ScramHash.SHA_256,
            challenge,
            "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
            credential);

    // Then
    assertThat(text(challenge.data()))
        .isEqualTo(
            "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                + "s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
    assertThat(end)
        .isInstanceOfSatisfying(
            SaslStep.Success.class,
            success ->
                assertThat(text(success.data()))
                    .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="));
  }

  @ParameterizedTest
  @EnumSource(ScramHash.class)
  void rightPasswordSucceedsWithEveryHash(ScramHash hash) {
    // Given: "y" says that the client would have bound to a channel.
    ScramClient client = new ScramClient(hash, "y,a=user@localhost,", "user", "clientnonce");
    ScramCredential credential = pencil(hash, "QSXCR+Q6sek8bf92");

    // When
    SaslStep.Challenge challenge = challenge(first(client.first()), credential, "servernonce");
    SaslStep end =
        verify(hash, challenge, client.last(text(challenge.data()), "pencil"), credential);

    // Then
    assertThat(end)
        .isInstanceOfSatisfying(
            SaslStep.Success.class,
            success -> assertThat(text(success.data())).isEqualTo(client.expectedServerFinal()));
  }

  @ParameterizedTest
  @EnumSource(ScramHash.class)
  void wrongPasswordIsNotAuthorized(ScramHash hash) {
    // Given
    ScramClient client = new ScramClient(hash, "n,,", "user", "clientnonce");
    ScramCredential credential = pencil(hash, "QSXCR+Q6sek8bf92");
    SaslStep.Challenge challenge = challenge(first(client.first()), credential, "servernonce");

    // When
    SaslStep end =
        verify(hash, challenge, client.last(text(challenge.data()), "pencils"), credential);

    // Then
    assertThat(end).isEqualTo(NOT_AUTHORIZED);
  }

  @Test
  void nonceThatIsNotTheServersIsNotAuthorized() {
    // Given: a proof that is right for a nonce that the client shortened.
    ScramClient client = new ScramClient(ScramHash.SHA_1, "n,,", "user", "clientnonce");
    ScramCredential credential = pencil(ScramHash.SHA_1, "QSXCR+Q6sek8bf92");
    SaslStep.Challenge challenge = challenge(first(client.first()), credential, "servernonce");
    String forged =
        client.last(text(challenge.data()).replace("servernonce", "servernonc"), "pencil");

    // When
    SaslStep end = verify(ScramHash.SHA_1, challenge, forged, credential);

    // Then
    assertThat(end).isEqualTo(NOT_AUTHORIZED);
  }

  @Test
  void otherGs2HeaderThanAtFirstIsNotAuthorized() {
    // Given: the first message said "n", the final one repeats "y", as after a downgrade.
    ScramCredential credential = pencil(ScramHash.SHA_1, "QSXCR+Q6sek8bf92");
    SaslStep.Challenge challenge =
        challenge(first("n,,n=user,r=clientnonce"), credential, "servernonce");
    ScramClient downgraded = new ScramClient(ScramHash.SHA_1, "y,,", "user", "clientnonce");

    // When
    SaslStep end =
        verify(
            ScramHash.SHA_1,
            challenge,
            downgraded.last(text(challenge.data()), "pencil"),
            credential);

    // Then
    assertThat(end).isEqualTo(NOT_AUTHORIZED);
  }

  @Test
  void proofOfAnotherLengthIsNotAuthorized() {
    // Given
    ScramCredential credential = pencil(ScramHash.SHA_1, "QSXCR+Q6sek8bf92");
    SaslStep.Challenge challenge =
        challenge(first("n,,n=user,r=clientnonce"), credential, "servernonce");

    // When
    SaslStep end =
        verify(ScramHash.SHA_1, challenge, "c=biws,r=clientnonceservernonce,p=AAAA", credential);

    // Then
    assertThat(end).isEqualTo(NOT_AUTHORIZED);
  }

  private static ScramCredential pencil(ScramHash hash, String salt) {
    return ScramKeys.derive(hash, "pencil", Base64.getDecoder().decode(salt), 4096);
  }

  private static ClientFirst first(String message) {
    return ((Reading.Valid<ClientFirst>) ClientFirst.read(message.getBytes(StandardCharsets.UTF_8)))
        .message();
  }

  private static SaslStep.Challenge challenge(
      ClientFirst first, ScramCredential credential, String nonce) {
    return (SaslStep.Challenge) ScramRules.challenge(first, USER, credential, nonce, "");
  }

  private static SaslStep verify(
      ScramHash hash, SaslStep.Challenge challenge, String last, ScramCredential credential) {
    ClientFinal read =
        ((Reading.Valid<ClientFinal>) ClientFinal.read(last.getBytes(StandardCharsets.UTF_8)))
            .message();
    return ScramRules.verify(
        hash, (SaslState.AwaitingProof) challenge.next(), read, credential, new byte[0]);
  }

  private static String text(byte @Nullable [] data) {
    return new String(Objects.requireNonNull(data), StandardCharsets.UTF_8);
  }
}
