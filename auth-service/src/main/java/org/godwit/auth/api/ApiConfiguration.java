package org.godwit.auth.api;

import io.micrometer.observation.ObservationPredicate;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import java.util.List;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.godwit.admin.Admin;
import org.godwit.auth.access.Access;
import org.godwit.auth.access.AccessProperties;
import org.godwit.auth.access.IdempotentRequests;
import org.godwit.auth.audit.Audit;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.sasl.SaslExchange;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

/** What the controllers and their server need. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration {

  @Bean
  AccountChanges accountChanges(HostDirectory hosts) {
    return new AccountChanges(hosts);
  }

  @Bean
  FilterRegistrationBean<ApiFilter> apiFilter(
      AccessProperties properties, Access access, Audit audit, ProblemWriter problems) {
    FilterRegistrationBean<ApiFilter> registration =
        new FilterRegistrationBean<>(new ApiFilter(properties, access, audit, problems));
    registration.addUrlPatterns("/api/*");
    registration.setOrder(0);
    return registration;
  }

  /** Behind the other, which says whose a key is. */
  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
      IdempotentRequests requests, ProblemWriter problems) {
    FilterRegistrationBean<IdempotencyFilter> registration =
        new FilterRegistrationBean<>(new IdempotencyFilter(requests, problems));
    registration.addUrlPatterns("/api/*");
    registration.setOrder(1);
    return registration;
  }

  @Bean
  ServletRegistrationBean<SaslServlet> saslServlet(
      SaslExchange exchange,
      HostDirectory hosts,
      ProblemWriter problems,
      ProblemAdvice advice,
      JsonMapper json) {
    return new ServletRegistrationBean<>(
        new SaslServlet(exchange, hosts, problems, advice, json), SaslServlet.PATH);
  }

  /** SASL steps have metrics of their own; observing the request would cost more than the step. */
  @Bean
  ObservationPredicate saslStepsUnobserved() {
    return (_, context) ->
        !(context instanceof ServerRequestObservationContext request
            && request.getCarrier() != null
            && SaslServlet.PATH.equals(request.getCarrier().getRequestURI()));
  }

  @Bean
  ProblemWriter problemWriter(JsonMapper json) {
    return new ProblemWriter(json);
  }

  /** Controllers of the administrators' API take the {@link Admin} whom the filter let in. */
  @Bean
  WebMvcConfigurer adminArguments() {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Admin.class);
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new AdminArgument());
      }
    };
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
