package org.godwit.auth.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.godwit.admin.Admin;
import org.godwit.auth.access.Access;
import org.godwit.auth.access.AccessProperties;
import org.godwit.auth.audit.Audit;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * The door of the administrators' API: lets in who has a good bearer token (RFC 6750), and writes
 * every change into the audit, whatever became of it.
 */
final class ApiFilter extends OncePerRequestFilter {

  /** The request attribute that holds the {@link Admin}. */
  static final String ADMIN = "org.godwit.auth.api.admin";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final AccessProperties properties;
  private final Access access;
  private final Audit audit;
  private final ProblemWriter problems;

  ApiFilter(AccessProperties properties, Access access, Audit audit, ProblemWriter problems) {
    this.properties = properties;
    this.access = access;
    this.audit = audit;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!properties.enabled()) {
      problems.write(
          response,
          Problems.of(
              HttpStatus.NOT_FOUND, StanzaErrorCondition.ITEM_NOT_FOUND, "The API is off."));
      return;
    }
    Admin admin = access.of(request.getHeader(HttpHeaders.AUTHORIZATION));
    if (admin == null) {
      audit.refused(request.getMethod(), request.getRequestURI(), request.getRemoteAddr());
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      problems.write(
          response,
          Problems.of(
              HttpStatus.UNAUTHORIZED,
              StanzaErrorCondition.NOT_AUTHORIZED,
              "A bearer token of an administrator is needed."));
      return;
    }
    request.setAttribute(ADMIN, admin);
    if (READING.contains(request.getMethod())) {
      chain.doFilter(request, response);
      return;
    }
    int status = HttpStatus.INTERNAL_SERVER_ERROR.value();
    try {
      chain.doFilter(request, response);
      status = response.getStatus();
    } finally {
      audit.written(admin.name(), request.getMethod(), request.getRequestURI(), status);
    }
  }
}
