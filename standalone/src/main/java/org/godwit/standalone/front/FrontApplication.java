package org.godwit.standalone.front;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.web.servlet.function.RequestPredicates;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerResponse;

/** The front's own small context. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(FrontProperties.class)
public class FrontApplication {

  /** Returns the builder of a context that shows {@code health}. */
  public static SpringApplicationBuilder builder(ServiceHealth health) {
    return new SpringApplicationBuilder(FrontApplication.class)
        .properties("spring.config.name=standalone-front")
        .initializers(context ->
            ((GenericApplicationContext) context).registerBean(ServiceHealth.class, () -> health));
  }

  @Bean
  CompositeHealthContributor services(ServiceHealth health) {
    return health.contributor();
  }

  @Bean
  HttpClient httpClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  @Bean
  RouterFunction<ServerResponse> routes(FrontProperties properties, HttpClient httpClient) {
    RouterFunctions.Builder routes = RouterFunctions.route();
    properties
        .routes()
        .forEach((path, service) -> {
          ServiceProxy proxy =
              new ServiceProxy(httpClient, service, properties.timeout(), properties.bodyMax());
          routes.route(
              RequestPredicates.path(path).or(RequestPredicates.path(path + "/**")), proxy::handle);
        });
    // A router without any route is refused by the builder.
    return routes
        .GET("/", request -> ServerResponse.seeOther(URI.create("/actuator/health")).build())
        .build();
  }
}
