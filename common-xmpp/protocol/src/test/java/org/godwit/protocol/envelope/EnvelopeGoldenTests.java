package org.godwit.protocol.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The envelope's version 1, byte for byte: records that were written once are read for ever.
 *
 * <p>A golden file is never changed; a new field or kind gets a new file.
 */
class EnvelopeGoldenTests {

  static Stream<String> names() {
    return EnvelopeSamples.all().keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void goldenBytesAreWrittenAndRead(String name) throws IOException {
    // Given
    BusMessage message = Objects.requireNonNull(EnvelopeSamples.all().get(name));
    byte[] golden = golden(name);

    // When
    EncodedMessage encoded = EnvelopeCodec.encode(message);
    BusMessage decoded = EnvelopeCodec.decode(golden, EnvelopeSamples.STANZA);

    // Then
    assertThat(encoded.envelope()).isEqualTo(golden);
    assertThat(decoded).isEqualTo(message);
  }

  @ParameterizedTest
  @MethodSource("names")
  void fieldsThatALaterVersionAppendsAreLeftUnread(String name) throws IOException {
    // Given
    byte[] golden = golden(name);
    byte[] longer = Arrays.copyOf(golden, golden.length + 9);
    Arrays.fill(longer, golden.length, longer.length, (byte) 0xFF);

    // When
    BusMessage decoded = EnvelopeCodec.decode(longer, EnvelopeSamples.STANZA);

    // Then
    assertThat(decoded).isEqualTo(EnvelopeSamples.all().get(name));
  }

  @Test
  void goldenFileWithAnAppendedFieldIsRead() throws IOException {
    assertThat(EnvelopeCodec.decode(golden("incoming-appended-field"), EnvelopeSamples.STANZA))
        .isEqualTo(EnvelopeSamples.all().get("incoming"));
  }

  @Test
  void everyKindHasAGoldenFile() {
    // Given
    Set<Class<?>> kinds = new HashSet<>();
    for (Class<?> direction : BusMessage.class.getPermittedSubclasses()) {
      kinds.addAll(Arrays.asList(direction.getPermittedSubclasses()));
    }

    // When
    EnvelopeSamples.all().values().forEach(message -> kinds.remove(message.getClass()));

    // Then
    assertThat(kinds).isEmpty();
  }

  private static byte[] golden(String name) throws IOException {
    String path = "/wire/golden/v1/" + name + ".bin";
    try (InputStream in = EnvelopeGoldenTests.class.getResourceAsStream(path)) {
      return Objects.requireNonNull(in, path).readAllBytes();
    }
  }
}
