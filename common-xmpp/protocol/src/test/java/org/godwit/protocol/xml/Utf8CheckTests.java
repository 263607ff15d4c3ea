package org.godwit.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** UTF-8 (RFC 3629) of the characters that XML 1.0, section 2.2, allows. */
class Utf8CheckTests {

  /** Every character there is, alone: what the JDK's decoder and XML allow, and nothing else. */
  @Test
  void everyCharacterIsTakenOrRefusedAsXmlSays() {
    Utf8Check check = new Utf8Check();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
        byte[] bytes = Character.toString(c).getBytes(StandardCharsets.UTF_8);
        boolean whole = check.check(bytes, 0, bytes.length) == bytes.length;
        assertThat(whole && check.unfinished() == 0).as("U+%X", c).isEqualTo(TextScan.isXmlChar(c));
        check.reset();
      }
    }
  }

  /** Every pair of bytes: what is taken is what the JDK's strict decoder takes. */
  @Test
  void everyPairOfBytesIsTakenAsAStrictDecoderDoes() {
    Utf8Check check = new Utf8Check();
    for (int pair = 0; pair < 0x10000; pair++) {
      byte[] bytes = {(byte) (pair >> 8), (byte) pair};
      boolean whole = check.check(bytes, 0, 2) == 2 && check.unfinished() == 0;
      assertThat(whole).as("%04X", pair).isEqualTo(isXmlText(bytes));
      check.reset();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "61 62 C3 A9,4,0",
    "61 C3,2,1",
    "61 E2 82,3,2",
    "61 F0 9F 98,4,3",
    "61 C3 61,2,1",
    "61 E2 82 28,3,2",
    "61 C0,1,0",
    "61 E0 80,2,1",
    "61 ED A0,2,1",
    "61 EF BF BE,3,2",
    "61 F0 80,2,1",
    "61 F4 90,2,1",
    "61 F5,1,0",
    "61 80,1,0",
    "61 00,1,0",
    "61 62 63 64 65 66 67 68 69 1F,9,0",
    "61 62 63 64 65 66 67 FF,7,0",
  })
  void stopsAtTheFirstByteThatCannotBeText(String hex, int stop, int unfinished) {
    // Given
    String[] octets = hex.split(" ", -1);
    byte[] bytes = new byte[octets.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(octets[i], 16);
    }

    // When
    Utf8Check whole = new Utf8Check();
    int stopWhole = whole.check(bytes, 0, bytes.length);
    Utf8Check bytewise = new Utf8Check();
    int stopBytewise = 0;
    while (stopBytewise < bytes.length
        && bytewise.check(bytes, stopBytewise, stopBytewise + 1) > stopBytewise) {
      stopBytewise++;
    }

    // Then
    assertThat(stopWhole).isEqualTo(stop);
    assertThat(whole.unfinished()).isEqualTo(unfinished);
    assertThat(stopBytewise).isEqualTo(stop);
    assertThat(bytewise.unfinished()).isEqualTo(unfinished);
  }

  private static boolean isXmlText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .codePoints()
          .allMatch(TextScan::isXmlChar);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
