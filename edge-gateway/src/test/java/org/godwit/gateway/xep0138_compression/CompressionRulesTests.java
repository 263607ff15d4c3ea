package org.godwit.gateway.xep0138_compression;

import static org.assertj.core.api.Assertions.assertThat;

import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** XEP-0138 v2.1, section 2, and the bounds of what is decompressed. */
class CompressionRulesTests {
  private static XmlElement request(String... methods) {
    XmlElement.Builder request = XmlElement.of(CompressionRules.NAMESPACE, "compress");
    for (String method : methods) {
      request.child(XmlElement.of(CompressionRules.NAMESPACE, "method").text(method));
    }
    return request.build();
  }

  private static Inflation inflation(int ratio, int freeKilobytes) {
    return new Inflation(
        new CompressionProperties(
            true, 6, ratio, DataSize.ofKilobytes(freeKilobytes), DataSize.ofMegabytes(1)));
  }

  @Test
  void zlibIsOffered() {
    assertThat(XmlWriter.toText(CompressionRules.feature()))
        .isEqualTo(
            "<compression xmlns=\"http://jabber.org/features/compress\"><method>zlib</method>"
                + "</compression>");
  }

  @Test
  void zlibIsGrantedAmongOthers() {
    assertThat(CompressionRules.refusal(request("zlib"), true, 0)).isNull();
    assertThat(CompressionRules.refusal(request("lzw", " zlib "), true, 0)).isNull();
  }

  @Test
  void whatIsNotKnownOrNotOfferedIsRefused() {
    assertThat(CompressionRules.refusal(request("lzw"), true, 0)).isEqualTo("unsupported-method");
    assertThat(CompressionRules.refusal(request(), true, 0)).isEqualTo("unsupported-method");
    assertThat(CompressionRules.refusal(request("zlib"), false, 0)).isEqualTo("setup-failed");
    assertThat(CompressionRules.refusal(request("zlib"), true, 1)).isEqualTo("setup-failed");
    XmlElement other = XmlElement.of(CompressionRules.NAMESPACE, "compressed").build();
    assertThat(CompressionRules.refusal(other, true, 0)).isEqualTo("setup-failed");
  }

  @Test
  void theRatioHoldsBehindTheFreeBytes() {
    Inflation inflation = inflation(10, 1);
    inflation.onCompressed(1);
    assertThat(inflation.onPlain(1024)).isTrue();
    assertThat(inflation.onPlain(1)).isFalse();
    inflation.onCompressed(102);
    assertThat(inflation.onPlain(5)).isTrue();
    assertThat(inflation.onPlain(1)).isFalse();
  }
}
