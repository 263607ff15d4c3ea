package org.godwit.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

class HostFeaturesTests {

  private static final byte[] CAPS = bytes("<f xmlns='s'><c xmlns='caps'/></f>");

  private final HostFeatures features = new HostFeatures();

  // RFC 6120, section 4.3.2.
  @Test
  void hostHasWhatItsLastRecordSays() {
    // Given
    features.onState("a.example", bytes("<f xmlns='s'><old xmlns='x'/></f>"));

    // When
    features.onState("a.example", CAPS);

    // Then
    assertThat(features.of("a.example")).containsExactly(XmlElement.of("caps", "c").build());
  }

  @Test
  void hostHasNothingWhenItsRecordIsRemoved() {
    // Given
    features.onState("a.example", CAPS);

    // When
    features.onState("a.example", null);

    // Then
    assertThat(features.of("a.example")).isEmpty();
  }

  @Test
  void recordThatIsNotXmlLeavesWhatWasThere() {
    // Given
    features.onState("a.example", CAPS);

    // When
    assertThatThrownBy(() -> features.onState("a.example", bytes("<f")))
        .isInstanceOf(IllegalArgumentException.class);

    // Then
    assertThat(features.of("a.example")).hasSize(1);
  }

  private static byte[] bytes(String xml) {
    return xml.getBytes(StandardCharsets.UTF_8);
  }
}
