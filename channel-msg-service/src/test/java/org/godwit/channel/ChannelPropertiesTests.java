package org.godwit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ChannelPropertiesTests {

  @Test
  void defaultsAreTheDocumentedOnes() {
    assertThat(bind(Map.of())).isEqualTo(new ChannelProperties(1));
  }

  @Test
  void keysAreTheDocumentedOnes() {
    assertThat(bind(Map.of("xmpp.channel.threads", "8"))).isEqualTo(new ChannelProperties(8));
  }

  @Test
  void valueOutOfRangeStopsTheStartWithWhatIsAllowed() {
    new ApplicationContextRunner()
        .withUserConfiguration(Enabled.class)
        .withPropertyValues("xmpp.channel.threads=0")
        .run(context ->
            assertThatThrownBy(() -> context.getBean(ChannelProperties.class))
                .rootCause()
                .hasMessageContaining("must be from 1 to 64"));
  }

  private static ChannelProperties bind(Map<String, String> values) {
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("xmpp.channel", ChannelProperties.class);
  }

  @EnableConfigurationProperties(ChannelProperties.class)
  static class Enabled {}
}
