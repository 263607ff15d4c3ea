package org.godwit.auth.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.fast.IssuedToken;
import org.godwit.auth.sasl.SaslAnswer;
import org.godwit.auth.sasl.SaslContext;
import org.godwit.auth.sasl.SaslContext.TokenWish;
import org.godwit.auth.sasl.SaslExchange;
import org.godwit.auth.sasl.SaslRequest;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * SASL steps for the gateways: a servlet of its own, because two of them are most of what a login
 * costs, and finding a controller and its converters was dearer than the step.
 */
final class SaslServlet extends HttpServlet {

  /** The path that a gateway posts a step to. */
  static final String PATH = "/internal/v1/sasl/steps";

  private static final String AGENT_ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";
  private static final long serialVersionUID = 1L;

  private final transient SaslExchange exchange;
  private final transient HostDirectory hosts;
  private final transient ProblemWriter problems;
  private final transient ProblemAdvice advice;
  private final transient ObjectReader reader;
  private final transient ObjectWriter writer;

  SaslServlet(
      SaslExchange exchange,
      HostDirectory hosts,
      ProblemWriter problems,
      ProblemAdvice advice,
      JsonMapper json) {
    this.exchange = exchange;
    this.hosts = hosts;
    this.problems = problems;
    this.advice = advice;
    this.reader = json.readerFor(StepRequest.class);
    this.writer = json.writer();
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    ResponseEntity<Object> answer;
    try {
      answer = answer(request);
    } catch (RuntimeException e) {
      answer = advice.onFailure(e);
    }
    if (!answer.getStatusCode().is2xxSuccessful()) {
      problems.write(response, answer);
      return;
    }
    byte[] body = writer.writeValueAsBytes(answer.getBody());
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private ResponseEntity<Object> answer(HttpServletRequest request) throws IOException {
    String type = request.getContentType();
    if (type == null || !type.startsWith(MediaType.APPLICATION_JSON_VALUE)) {
      return Problems.of(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          StanzaErrorCondition.BAD_REQUEST,
          "A SASL step is sent as application/json.");
    }
    StepRequest step;
    try {
      step = reader.readValue(request.getInputStream());
    } catch (JacksonException e) {
      // Its message quotes the request.
      step = null;
    }
    return step == null || !step.isWhole()
        ? Problems.of(
            HttpStatus.BAD_REQUEST,
            StanzaErrorCondition.BAD_REQUEST,
            "A SASL step has a domain, a mechanism and whether TLS is in place.")
        : step(step);
  }

  private ResponseEntity<Object> step(StepRequest request) {
    String host = hosts.find(request.domain());
    if (host == null) {
      return Problems.noSuchDomain();
    }
    SaslContext context = request.context();
    if (context == null) {
      return Problems.notAcceptable("A channel binding is not Base64, or an agent id no UUID.");
    }
    SaslAnswer answer =
        exchange.step(
            new SaslRequest(
                host,
                request.mechanism(),
                request.state(),
                request.data(),
                request.tls(),
                context));
    return ResponseEntity.ok(
        switch (answer) {
          case SaslAnswer.Challenge(String data, String state) ->
              new StepChallenge("CHALLENGE", data, state);
          case SaslAnswer.Success success -> StepSuccess.of(success);
          case SaslAnswer.Failure failure ->
              new StepFailure(
                  "FAILURE",
                  failure.condition().element(),
                  failure.text(),
                  failure.retryAfter() == 0 ? null : failure.retryAfter());
        });
  }

  /**
   * A peer's message. No size is checked here: the reader of JSON and the exchange have limits. The
   * reader leaves null where a member is missing, so {@link #isWhole} comes first.
   */
  record StepRequest(
      String domain,
      String mechanism,
      @Nullable String state,
      @Nullable String data,
      boolean tls,
      @Nullable String address,
      @Nullable Map<String, String> channelBindings,
      @Nullable List<String> offered,
      @Nullable List<String> certificateNames,
      @Nullable TokenPart token) {

    /** Whether what every step needs is there. */
    boolean isWhole() {
      return domain != null
          && !domain.isBlank()
          && mechanism != null
          && !mechanism.isBlank()
          && (token == null || (token.agentId != null && !token.agentId.isBlank()));
    }

    /** Returns what is known of the connection; null where it is malformed. */
    @Nullable SaslContext context() {
      Map<String, byte[]> bindings = new HashMap<>();
      if (channelBindings != null) {
        for (Map.Entry<String, String> binding : channelBindings.entrySet()) {
          byte[] bytes = bytes(binding.getValue());
          if (bytes == null) {
            return null;
          }
          bindings.put(binding.getKey(), bytes);
        }
      }
      if (token != null && !token.agentId().matches(AGENT_ID)) {
        return null;
      }
      return new SaslContext(
          address,
          bindings,
          offered == null ? List.of() : offered,
          certificateNames == null ? List.of() : certificateNames,
          token == null ? null : token.toWish());
    }

    private static byte @Nullable [] bytes(String base64) {
      try {
        return Base64.getDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        return null;
      }
    }

    @Override
    public String toString() {
      return "StepRequest[mechanism=" + mechanism + "]";
    }
  }

  record TokenPart(String agentId, @Nullable String requested, boolean used, boolean invalidates) {
    TokenWish toWish() {
      return new TokenWish(agentId.toLowerCase(Locale.ROOT), requested, used, invalidates);
    }

    @Override
    public String toString() {
      return "TokenPart";
    }
  }

  record StepChallenge(String outcome, String data, String state) {
    @Override
    public String toString() {
      return "StepChallenge";
    }
  }

  record StepSuccess(
      String outcome,
      @Nullable String data,
      String account,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String token,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tokenExpiry) {
    static StepSuccess of(SaslAnswer.Success success) {
      IssuedToken token = success.token();
      return new StepSuccess(
          "SUCCESS",
          success.data(),
          success.account().bareText(),
          token == null ? null : token.token(),
          token == null ? null : token.expiry().toString());
    }

    @Override
    public String toString() {
      return "StepSuccess";
    }
  }

  /**
   * A failure.
   *
   * @param retryAfter seconds to wait where too many logins have failed; otherwise absent
   */
  record StepFailure(
      String outcome,
      String condition,
      @Nullable String text,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long retryAfter) {}
}
