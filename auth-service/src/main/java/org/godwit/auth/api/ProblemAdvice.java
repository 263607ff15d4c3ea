package org.godwit.auth.api;

import java.security.SecureRandom;
import java.util.HexFormat;
import org.godwit.admin.Problems;
import org.godwit.auth.account.RepositoryAwayException;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Gives every failure the form of this service's problems. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger LOGGER = LoggerFactory.getLogger(ProblemAdvice.class);
  private static final int ERROR_ID_BYTES = 8;

  private final SecureRandom random;

  ProblemAdvice(SecureRandom random) {
    this.random = random;
  }

  @Override
  protected ResponseEntity<Object> createResponseEntity(
      @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    if (body instanceof ProblemDetail problem) {
      problem.setProperty(Problems.CONDITION, condition(status).element());
    }
    return super.createResponseEntity(body, headers, status, request);
  }

  /** One domain's accounts are away; the guard of their repository has told the log. */
  @ExceptionHandler(RepositoryAwayException.class)
  ResponseEntity<Object> onRepositoryAway(RepositoryAwayException away) {
    return AccountProblems.repositoryAway();
  }

  /** Our fault: who asked is told an id, under which the log has the cause. */
  @ExceptionHandler(RuntimeException.class)
  ResponseEntity<Object> onFailure(RuntimeException failure) {
    byte[] bytes = new byte[ERROR_ID_BYTES];
    random.nextBytes(bytes);
    String id = HexFormat.of().formatHex(bytes);
    LOGGER.atError().addKeyValue("error", id).setCause(failure).log("request failed");
    return Problems.of(
        HttpStatus.INTERNAL_SERVER_ERROR,
        StanzaErrorCondition.INTERNAL_SERVER_ERROR,
        "The service failed; its log has the cause under " + id + ".");
  }

  private static StanzaErrorCondition condition(HttpStatusCode status) {
    if (status.is5xxServerError()) {
      return StanzaErrorCondition.INTERNAL_SERVER_ERROR;
    }
    return status.value() == HttpStatus.NOT_FOUND.value()
        ? StanzaErrorCondition.ITEM_NOT_FOUND
        : StanzaErrorCondition.BAD_REQUEST;
  }
}
