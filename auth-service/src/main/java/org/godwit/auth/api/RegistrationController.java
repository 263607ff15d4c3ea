package org.godwit.auth.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.godwit.admin.Problems;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.registration.RegistrationOutcome;
import org.godwit.auth.registration.Registrations;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** In-band registrations for the gateways (XEP-0077, section 3.1). */
@RestController
@RequestMapping("/internal/v1/registrations")
class RegistrationController {

  private final Registrations registrations;
  private final HostDirectory hosts;

  RegistrationController(Registrations registrations, HostDirectory hosts) {
    this.registrations = registrations;
    this.hosts = hosts;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> register(@RequestBody @Valid Registration request) {
    String host = hosts.find(request.domain());
    if (host == null) {
      return Problems.noSuchDomain();
    }
    RegistrationOutcome outcome =
        registrations.register(
            host, request.username(), request.password(), request.address(), request.invite());
    return switch (outcome) {
      case RegistrationOutcome.Registered registered -> {
        String account = registered.account().bareText();
        yield ResponseEntity.created(location(account)).body(new Registered(account));
      }
      case RegistrationOutcome.Taken() -> AccountProblems.accountExists();
      case RegistrationOutcome.Closed() ->
          Problems.of(
              HttpStatus.FORBIDDEN,
              StanzaErrorCondition.NOT_ALLOWED,
              "Registration is closed at this domain.");
      case RegistrationOutcome.InviteNeeded() ->
          Problems.of(
              HttpStatus.FORBIDDEN,
              StanzaErrorCondition.NOT_ALLOWED,
              "Registration at this domain is by invitation only.");
      case RegistrationOutcome.InviteInvalid() -> AccountProblems.noSuchInvite();
      case RegistrationOutcome.Full() ->
          Problems.of(
              HttpStatus.FORBIDDEN,
              StanzaErrorCondition.NOT_ALLOWED,
              "The domain has as many accounts as it may have.");
      case RegistrationOutcome.UsernameMalformed() ->
          Problems.of(
              HttpStatus.BAD_REQUEST,
              StanzaErrorCondition.JID_MALFORMED,
              "The username cannot be part of a JID.");
      case RegistrationOutcome.NotAcceptable(String reason) -> Problems.notAcceptable(reason);
      case RegistrationOutcome.TooMany() ->
          Problems.of(
              HttpStatus.TOO_MANY_REQUESTS,
              StanzaErrorCondition.RESOURCE_CONSTRAINT,
              "Too many registrations: try again later.");
    };
  }

  private static URI location(String account) {
    return URI.create(
        "/internal/v1/accounts/" + UriUtils.encodePathSegment(account, StandardCharsets.UTF_8));
  }

  /**
   * What a stranger wants; an empty username or password is refused with a condition of its own.
   */
  record Registration(
      @NotNull String domain,
      @NotNull String username,
      @NotNull String password,
      @Nullable String address,
      @Nullable String invite) {
    @Override
    public String toString() {
      return "Registration[domain=" + domain + "]";
    }
  }

  record Registered(String account) {}
}
