package org.godwit.session.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets none but this machine's own processes use {@code /api}, on whatever address the service
 * listens: its requests carry no proof of who sent them.
 */
final class LoopbackOnly extends OncePerRequestFilter {

  private static final String REFUSAL =
      "{\"title\":\"Forbidden\",\"status\":403,"
          + "\"detail\":\"This interface is open to processes of the same machine only.\","
          + "\"condition\":\"forbidden\"}";

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getRequestURI().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpStatus.FORBIDDEN.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getWriter().write(REFUSAL);
  }
}
