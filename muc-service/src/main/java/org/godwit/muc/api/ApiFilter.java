package org.godwit.muc.api;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Set;
import org.godwit.admin.Admin;
import org.godwit.admin.AdminTokenFile;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The door of the administrators' API: lets in who has a good bearer token (RFC 6750, section 2.1)
 * or, where no tokens are configured, the processes of this machine; and notes every change,
 * whatever became of it.
 */
final class ApiFilter extends OncePerRequestFilter {

  /** The request attribute that holds the {@link Admin}. */
  static final String ADMIN = "org.godwit.muc.api.admin";

  private static final Logger LOGGER = LoggerFactory.getLogger(ApiFilter.class);
  private static final String BEARER = "bearer ";
  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final boolean enabled;
  private final @Nullable AdminTokenFile tokens;
  private final MeterRegistry meters;

  ApiFilter(boolean enabled, @Nullable AdminTokenFile tokens, MeterRegistry meters) {
    this.enabled = enabled;
    this.tokens = tokens;
    this.meters = meters;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!enabled) {
      refuse(response, HttpStatus.NOT_FOUND, "item-not-found", "The API is off.");
      return;
    }
    Admin admin = admin(request);
    if (admin == null) {
      LOGGER
          .atWarn()
          .addKeyValue("method", request.getMethod())
          .addKeyValue("path", request.getRequestURI())
          .addKeyValue("address", request.getRemoteAddr())
          .log("administration refused");
      count("refused");
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      refuse(
          response,
          HttpStatus.UNAUTHORIZED,
          "not-authorized",
          "A bearer token of an administrator is needed.");
      return;
    }
    request.setAttribute(ADMIN, admin);
    try {
      chain.doFilter(request, response);
    } finally {
      if (!READING.contains(request.getMethod())) {
        LOGGER
            .atInfo()
            .addKeyValue("admin", admin.name())
            .addKeyValue("method", request.getMethod())
            .addKeyValue("path", request.getRequestURI())
            .addKeyValue("status", response.getStatus())
            .log("administration");
        count("written");
      }
    }
  }

  private @Nullable Admin admin(HttpServletRequest request) {
    if (tokens == null) {
      return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
          ? Admin.LOCAL
          : null;
    }
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    return authorization != null && authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)
        ? tokens.tokens().find(authorization.substring(BEARER.length()).strip())
        : null;
  }

  private void count(String what) {
    meters.counter("xmpp.muc.administration", "outcome", what).increment();
  }

  private static void refuse(
      HttpServletResponse response, HttpStatus status, String condition, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getWriter()
        .write(
            "{\"title\":\""
                + status.getReasonPhrase()
                + "\",\"status\":"
                + status.value()
                + ",\"detail\":\""
                + detail
                + "\",\"condition\":\""
                + condition
                + "\"}");
  }
}
