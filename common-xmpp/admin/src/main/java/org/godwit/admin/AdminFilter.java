package org.godwit.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before the administrators' API: lets in whom its {@link AdminDoor} knows, and has every
 * change written into the audit, whatever became of it. Any thread.
 */
public final class AdminFilter extends OncePerRequestFilter {

  /** The request attribute that holds the {@link Admin}. */
  public static final String ADMIN = "org.godwit.admin";

  private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

  private final boolean enabled;
  private final AdminDoor door;
  private final AdminAudit audit;
  private final ProblemWriter problems;

  /** Makes one; where it is not {@code enabled}, there is no API. */
  public AdminFilter(boolean enabled, AdminDoor door, AdminAudit audit, ProblemWriter problems) {
    this.enabled = enabled;
    this.door = door;
    this.audit = audit;
    this.problems = problems;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (!enabled) {
      problems.write(response, Problems.notFound("The API is off."));
      return;
    }
    Admin admin = door.of(request.getHeader(HttpHeaders.AUTHORIZATION), request.getRemoteAddr());
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
