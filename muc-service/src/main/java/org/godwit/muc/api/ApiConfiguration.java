package org.godwit.muc.api;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.godwit.admin.AdminArgument;
import org.godwit.admin.AdminFilter;
import org.godwit.admin.AdminTokenFile;
import org.godwit.admin.ProblemWriter;
import org.godwit.admin.TokenDoor;
import org.godwit.bus.StanzaBus;
import org.godwit.muc.room.RoomStore;
import org.godwit.protocol.jid.ServedDomains;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** What the controller needs, and the door before it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ApiProperties.class)
class ApiConfiguration {

  @Bean
  FilterRegistrationBean<AdminFilter> apiFilter(
      ApiProperties properties, MeterRegistry meters, JsonMapper json) {
    Path file = properties.tokensFile();
    AdminTokenFile tokens =
        file == null
            ? null
            : new AdminTokenFile(
                "xmpp.muc.api.tokens-file",
                file,
                properties.checkInterval(),
                InstantSource.system());
    FilterRegistrationBean<AdminFilter> registration =
        new FilterRegistrationBean<>(
            new AdminFilter(
                properties.enabled(),
                new TokenDoor(tokens),
                new RoomAudit(meters),
                new ProblemWriter(json)));
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
