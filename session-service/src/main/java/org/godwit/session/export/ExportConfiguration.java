package org.godwit.session.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.godwit.session.account.OfflineStore;
import org.godwit.session.privacy.PrivacyStore;
import org.godwit.session.roster.RosterStore;
import org.godwit.session.userdata.BlockingCalls;
import org.godwit.session.xep0163_pep.PepStore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Makes what reads accounts' data, and who is let in. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccountDataProperties.class)
class ExportConfiguration {

  private static final int TOKEN_CHARS_MIN = 16;

  @Bean
  AccountData.Stores accountDataStores(
      RosterStore rosters, OfflineStore offline, PrivacyStore privacy, PepStore pep) {
    return new AccountData.Stores(rosters, offline, privacy, pep);
  }

  @Bean
  AccountData accountData(AccountData.Stores stores, JdbcTemplate jdbc, BlockingCalls calls) {
    return new AccountData(stores, jdbc, calls);
  }

  @Bean
  FilterRegistrationBean<InternalAccess> internalAccess(AccountDataProperties properties) {
    Path file = properties.tokenFile();
    FilterRegistrationBean<InternalAccess> registration =
        new FilterRegistrationBean<>(new InternalAccess(file == null ? null : token(file)));
    registration.addUrlPatterns("/internal/*");
    return registration;
  }

  private static String token(Path file) {
    String token = "";
    try (Stream<String> lines = Files.lines(file)) {
      token = lines.findFirst().orElse("").strip();
    } catch (IOException | UncheckedIOException e) {
      throw refused(file, e);
    }
    if (token.length() < TOKEN_CHARS_MIN) {
      throw refused(file, null);
    }
    return token;
  }

  private static IllegalStateException refused(Path file, @Nullable Throwable cause) {
    return new IllegalStateException(
        "xmpp.session.account-data.token-file is '"
            + file
            + "', which cannot be read or is too short: a file with at least "
            + TOKEN_CHARS_MIN
            + " characters on its first line is allowed.",
        cause);
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
