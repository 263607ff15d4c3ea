package org.godwit.admin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.json.ProblemDetailJacksonMixin;
import tools.jackson.databind.json.JsonMapper;

/** Writes problems where no controller has been reached. Any thread. */
public final class ProblemWriter {

  private final JsonMapper json;

  /** Makes one that writes as {@code json} does. */
  public ProblemWriter(JsonMapper json) {
    this.json =
        json.rebuild().addMixIn(ProblemDetail.class, ProblemDetailJacksonMixin.class).build();
  }

  /** Answers with {@code problem}. */
  public void write(HttpServletResponse response, ResponseEntity<Object> problem)
      throws IOException {
    response.setStatus(problem.getStatusCode().value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    json.writeValue(response.getOutputStream(), problem.getBody());
  }
}
