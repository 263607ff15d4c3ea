package org.godwit.auth.api;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.godwit.auth.domain.HostDirectory;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the controllers and their server need. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  AccountChanges accountChanges(HostDirectory hosts) {
    return new AccountChanges(hosts);
  }

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(
            new Info()
                .title("Godwit auth-service")
                .description("Accounts. Failures are problems after RFC 9457.")
                .version("v1"));
  }

  /** Localparts hold backslashes where a user's name has an apostrophe or a space (XEP-0106). */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> backslashesInPaths() {
    return factory ->
        factory.addConnectorCustomizers(connector -> {
          connector.setAllowBackslash(true);
          connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.DECODE.getValue());
        });
  }
}
