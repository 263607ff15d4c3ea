package org.godwit.session.export;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets in who shows the token; where there is none, this machine's own processes. */
final class InternalAccess extends OncePerRequestFilter {

  private final byte @Nullable [] expected;

  /**
   * Makes the filter.
   *
   * @param token what has to be shown; null for nothing
   */
  InternalAccess(@Nullable String token) {
    this.expected = token == null ? null : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (isLetIn(request)) {
      chain.doFilter(request, response);
    } else {
      response.setStatus(
          expected == null ? HttpStatus.FORBIDDEN.value() : HttpStatus.UNAUTHORIZED.value());
    }
  }

  private boolean isLetIn(HttpServletRequest request) {
    if (expected == null) {
      return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
    }
    String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
    return shown != null && MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8));
  }
}
