package org.godwit.muc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class MucPropertiesTests {

  @Test
  void defaultsAreTheDocumentedOnes() {
    assertThat(bind(Map.of())).isEqualTo(new MucProperties(1));
  }

  @Test
  void keysAreTheDocumentedOnes() {
    assertThat(bind(Map.of("xmpp.muc.threads", "8"))).isEqualTo(new MucProperties(8));
  }

  @Test
  void valueOutOfRangeStopsTheStartWithWhatIsAllowed() {
    new ApplicationContextRunner()
        .withUserConfiguration(Enabled.class)
        .withPropertyValues("xmpp.muc.threads=0")
        .run(context ->
            assertThatThrownBy(() -> context.getBean(MucProperties.class))
                .rootCause()
                .hasMessageContaining("must be from 1 to 64"));
  }

  private static MucProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("xmpp.muc", MucProperties.class);
  }

  @EnableConfigurationProperties(MucProperties.class)
  static class Enabled {}
}
