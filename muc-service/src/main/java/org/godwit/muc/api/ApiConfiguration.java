package org.godwit.muc.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.godwit.admin.AdminTokenFile;
import org.godwit.bus.StanzaBus;
import org.godwit.muc.room.RoomStore;
import org.godwit.protocol.jid.ServedDomains;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What the controller needs, and the door before it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
class ApiConfiguration {

  @Bean
  FilterRegistrationBean<ApiFilter> apiFilter(ApiProperties properties, MeterRegistry meters) {
    Path file = properties.tokensFile();
    AdminTokenFile tokens =
        file == null
            ? null
            : new AdminTokenFile(
                "xmpp.muc.api.tokens-file",
                file,
                properties.checkInterval(),
                InstantSource.system());
    FilterRegistrationBean<ApiFilter> registration =
        new FilterRegistrationBean<>(new ApiFilter(properties.enabled(), tokens, meters));
    registration.addUrlPatterns("/api/*");
    return registration;
  }

  @Bean
  RoomAdministration roomAdministration(RoomStore store, StanzaBus bus, ServedDomains domains) {
    return new RoomAdministration(store, bus, domains);
  }

  /** Controllers take the administrator whom the filter let in. */
  @Bean
  WebMvcConfigurer adminArguments() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new AdminArgument());
      }
    };
  }
}
