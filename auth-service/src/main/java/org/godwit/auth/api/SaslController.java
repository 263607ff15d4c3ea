package org.godwit.auth.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.sasl.SaslAnswer;
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
    SaslAnswer answer =
        exchange.step(
            new SaslRequest(
                host, request.mechanism(), request.state(), request.data(), request.tls()));
    return ResponseEntity.ok(
        switch (answer) {
          case SaslAnswer.Challenge(String data, String state) ->
              new StepChallenge("CHALLENGE", data, state);
          case SaslAnswer.Success success ->
              new StepSuccess("SUCCESS", success.data(), success.account().bareText());
          case SaslAnswer.Failure failure ->
              new StepFailure("FAILURE", failure.condition().element(), failure.text());
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
      @Nullable String address) {
    @Override
    public String toString() {
      return "StepRequest[mechanism=" + mechanism + "]";
    }
  }

  record StepChallenge(String outcome, String data, String state) {
    @Override
    public String toString() {
      return "StepChallenge";
    }
  }

  record StepSuccess(String outcome, @Nullable String data, String account) {
    @Override
    public String toString() {
      return "StepSuccess";
    }
  }

  record StepFailure(String outcome, String condition, @Nullable String text) {}
}
