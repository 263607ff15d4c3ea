package org.godwit.auth.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammars of RFC 5802, section 7, and RFC 4616, section 2. */
class MessageReadingTests {

  @Test
  void clientFirstKeepsItsPartsAsTheyCame() {
    // When
    Reading<ClientFirst> reading =
        ClientFirst.read(bytes("n,a=alice@localhost,n=a=2Cl=3Dice,r=abc,x=extension=1"));

    // Then: "=2C" is a comma, "=3D" an equals sign.
    assertThat(reading)
        .isEqualTo(
            new Reading.Valid<>(
                new ClientFirst(
                    new Gs2Header("n,a=alice@localhost,", null, false, "alice@localhost"),
                    "n=a=2Cl=3Dice,r=abc,x=extension=1",
                    "a,l=ice",
                    "abc")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "n",
        "n,",
        "n,,",
        "q,,n=alice,r=abc",
        "p=,,n=alice,r=abc",
        "p=tls exporter,,n=alice,r=abc",
        "y=1,,n=alice,r=abc",
        "n,alice,n=alice,r=abc",
        "n,a=,n=alice,r=abc",
        "n,a=al=ice,n=alice,r=abc",
        "n,,m=must,n=alice,r=abc",
        "n,,n=alice",
        "n,,r=abc,n=alice",
        "n,,n=,r=abc",
        "n,,n=al=ice,r=abc",
        "n,,n=al=2cice,r=abc",
        "n,,n=alice,r=",
        "n,,n=alice,r=a c",
        "n,,n=alice,r=ä",
        "n,,n=alice,r=abc,",
        "n,,n=alice,r=abc,x=",
        "n,,n=alice,r=abc,1=a",
        "n,,n=al\0ice,r=abc",
      })
  void brokenClientFirstIsMalformed(String message) {
    // When
    Reading<ClientFirst> reading = ClientFirst.read(bytes(message));

    // Then
    assertMalformed(reading);
  }

  @Test
  void clientFinalKeepsItsParts() {
    // When
    Reading<ClientFinal> reading = ClientFinal.read(bytes("c=biws,r=abcdef,x=1,p=AQID"));

    // Then
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Valid.class,
            valid ->
                assertThat(valid.message())
                    .usingRecursiveComparison()
                    .isEqualTo(
                        new ClientFinal(
                            bytes("n,,"), "abcdef", "c=biws,r=abcdef,x=1", new byte[] {1, 2, 3})));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p=AQID",
        ",p=AQID",
        "c=biws,p=AQID",
        "r=abc,c=biws,p=AQID",
        "c=biws,r=abc",
        "c=biws,r=abc,p=",
        "c=biws,r=abc,p=A",
        "c=biws,r=abc,p=AQI",
        "c=biws,r=abc,p=A*ID",
        "c=b*ws,r=abc,p=AQID",
        "c=biws,r=abc,m=must,p=AQID",
        "c=biws,r=abc,p=AQID,x=1",
      })
  void brokenClientFinalIsMalformed(String message) {
    // When
    Reading<ClientFinal> reading = ClientFinal.read(bytes(message));

    // Then
    assertMalformed(reading);
  }

  @Test
  void plainKeepsItsParts() {
    // When
    Reading<PlainMessage> bare = PlainMessage.read(bytes("\0alice\0se cret=,"));
    Reading<PlainMessage> acting = PlainMessage.read(bytes("bob@localhost\0alice\0secret"));

    // Then
    assertThat(bare).isEqualTo(new Reading.Valid<>(new PlainMessage(null, "alice", "se cret=,")));
    assertThat(acting)
        .isEqualTo(new Reading.Valid<>(new PlainMessage("bob@localhost", "alice", "secret")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "alice", "alice\0secret", "\0\0secret", "\0alice\0", "\0alice\0secret\0"})
  void brokenPlainIsMalformed(String message) {
    // When
    Reading<PlainMessage> reading = PlainMessage.read(bytes(message));

    // Then
    assertMalformed(reading);
  }

  @Test
  void invalidUtf8IsMalformed() {
    // Given: an overlong NUL.
    byte[] message = {'n', ',', ',', 'n', '=', (byte) 0xC0, (byte) 0x80, ',', 'r', '=', 'a'};

    // When // Then
    assertMalformed(ClientFirst.read(message));
    assertMalformed(ClientFinal.read(message));
    assertMalformed(PlainMessage.read(message));
  }

  @Test
  void nothingReadShowsWhatItHolds() {
    // When
    String shown =
        ClientFirst.read(bytes("n,,n=alice,r=nonce")).toString()
            + ClientFinal.read(bytes("c=biws,r=nonce,p=AQID"))
            + PlainMessage.read(bytes("\0alice\0secret"));

    // Then
    assertThat(shown).doesNotContain("alice", "nonce", "secret", "biws", "AQID");
  }

  private static void assertMalformed(Reading<?> reading) {
    assertThat(reading)
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused ->
                assertThat(refused.failure().condition())
                    .isEqualTo(SaslCondition.MALFORMED_REQUEST));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
