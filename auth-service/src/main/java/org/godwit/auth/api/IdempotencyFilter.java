package org.godwit.auth.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.godwit.admin.Admin;
import org.godwit.admin.AdminFilter;
import org.godwit.admin.ProblemWriter;
import org.godwit.admin.Problems;
import org.godwit.auth.access.IdempotentRequests;
import org.godwit.auth.access.IdempotentRequests.Claim;
import org.godwit.auth.access.SavedAnswer;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** Answers a POST that is sent again under its {@code Idempotency-Key} as the first time. */
final class IdempotencyFilter extends OncePerRequestFilter {

  static final String HEADER = "Idempotency-Key";

  private static final int KEY_CHARS_MIN = 8;
  private static final int KEY_CHARS_MAX = 200;
  private static final int BODY_MAX = 65_536;
  private static final int SERVER_ERROR = 500;

  private final IdempotentRequests requests;
  private final ProblemWriter problems;

  IdempotencyFilter(IdempotentRequests requests, ProblemWriter problems) {
    this.requests = requests;
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("POST") || request.getHeader(HEADER) == null;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = Objects.requireNonNullElse(request.getHeader(HEADER), "");
    if (key.length() < KEY_CHARS_MIN || key.length() > KEY_CHARS_MAX) {
      problems.write(
          response,
          Problems.notAcceptable(
              "An Idempotency-Key has " + KEY_CHARS_MIN + " to " + KEY_CHARS_MAX + " characters."));
      return;
    }
    byte[] body = request.getInputStream().readNBytes(BODY_MAX + 1);
    if (body.length > BODY_MAX) {
      problems.write(response, Problems.notAcceptable("The request is too large."));
      return;
    }
    String admin =
        request.getAttribute(AdminFilter.ADMIN) instanceof Admin(String name, _) ? name : "";
    Claim claim = requests.claim(admin, key, "POST " + request.getRequestURI(), body);
    switch (claim) {
      case Claim.First first -> first(first, new Replayed(request, body), response, chain);
      case Claim.Answered(SavedAnswer answer) -> write(answer, response);
      case Claim.AtWork() ->
          problems.write(
              response, conflict(HttpStatus.CONFLICT, "The request of that key is at work."));
      case Claim.Mismatch() ->
          problems.write(
              response,
              conflict(HttpStatus.UNPROCESSABLE_CONTENT, "The key was used with another request."));
    }
  }

  private static ResponseEntity<Object> conflict(HttpStatus status, String detail) {
    return Problems.of(status, StanzaErrorCondition.CONFLICT, detail);
  }

  private void first(
      Claim.First claim,
      HttpServletRequest request,
      HttpServletResponse response,
      FilterChain chain)
      throws ServletException, IOException {
    ContentCachingResponseWrapper caching = new ContentCachingResponseWrapper(response);
    boolean isSaved = false;
    try {
      chain.doFilter(request, caching);
      if (caching.getStatus() < SERVER_ERROR) {
        requests.save(
            claim,
            new SavedAnswer(
                caching.getStatus(),
                orEmpty(caching.getHeader(HttpHeaders.LOCATION)),
                orEmpty(caching.getHeader(HttpHeaders.ETAG)),
                orEmpty(caching.getContentType()),
                new String(caching.getContentAsByteArray(), StandardCharsets.UTF_8)));
        isSaved = true;
      }
    } finally {
      if (!isSaved) {
        requests.release(claim);
      }
    }
    caching.copyBodyToResponse();
  }

  private static void write(SavedAnswer answer, HttpServletResponse response) throws IOException {
    response.setStatus(answer.status());
    setHeader(response, HttpHeaders.LOCATION, answer.location());
    setHeader(response, HttpHeaders.ETAG, answer.etag());
    setHeader(response, HttpHeaders.CONTENT_TYPE, answer.contentType());
    response.getOutputStream().write(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private static void setHeader(HttpServletResponse response, String name, String value) {
    if (!value.isEmpty()) {
      response.setHeader(name, value);
    }
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** A request whose body is read a second time. */
  private static final class Replayed extends HttpServletRequestWrapper {

    private final byte[] body;

    Replayed(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream bytes = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public boolean isFinished() {
          return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException("the body is read on the request's own thread");
        }

        @Override
        public int read() {
          return bytes.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
          return bytes.read(buffer, offset, length);
        }
      };
    }
  }
}
