package org.godwit.session.directory;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/** Makes the client of auth-service. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({AuthClientProperties.class, DirectoryProperties.class})
class DirectoryConfiguration {

  @Bean
  RestAccounts restAccounts(AuthClientProperties auth, DirectoryProperties directory) {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(auth.connectTimeout())
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(auth.readTimeout());
    RestClient client =
        RestClient.builder().baseUrl(auth.url().toString()).requestFactory(requests).build();
    CircuitBreaker breaker =
        CircuitBreaker.of(
            "auth-client",
            CircuitBreakerConfig.custom()
                .slidingWindowSize(20)
                .minimumNumberOfCalls(10)
                .waitDurationInOpenState(Duration.ofSeconds(2))
                .permittedNumberOfCallsInHalfOpenState(3)
                .build());
    return new RestAccounts(client, breaker, directory, auth);
  }
}
