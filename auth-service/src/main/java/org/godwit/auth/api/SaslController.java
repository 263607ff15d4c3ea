package org.godwit.auth.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.godwit.admin.Problems;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.fast.IssuedToken;
import org.godwit.auth.sasl.SaslAnswer;
import org.godwit.auth.sasl.SaslContext;
import org.godwit.auth.sasl.SaslContext.TokenWish;
import org.godwit.auth.sasl.SaslExchange;
import org.godwit.auth.sasl.SaslRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** SASL steps for the gateways. */
@RestController
@RequestMapping("/internal/v1/sasl")
class SaslController {

  private static final String AGENT_ID = "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

  private final SaslExchange exchange;
  private final HostDirectory hosts;

  SaslController(SaslExchange exchange, HostDirectory hosts) {
    this.exchange = exchange;
    this.hosts = hosts;
  }

  @PostMapping(path = "/steps", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> step(@RequestBody @Valid StepRequest request) {
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
   * A peer's message. No size is checked here, because a violation shows the value in the log; the
   * reader of JSON and the exchange have limits.
   */
  record StepRequest(
      @NotBlank String domain,
      @NotBlank String mechanism,
      @Nullable String state,
      @Nullable String data,
      boolean tls,
      @Nullable String address,
      @Nullable Map<String, String> channelBindings,
      @Nullable List<String> offered,
      @Nullable List<String> certificateNames,
      @Nullable TokenPart token) {

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

  record TokenPart(
      @NotBlank String agentId, @Nullable String requested, boolean used, boolean invalidates) {
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
