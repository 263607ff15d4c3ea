package org.godwit.auth.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.godwit.admin.Problems;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.invite.InviteOutcome;
import org.godwit.auth.invite.InviteUris;
import org.godwit.auth.invite.InviteWish;
import org.godwit.auth.invite.Invites;
import org.godwit.auth.registration.Registrations;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Invitations for the gateways, who check them, and session-service, whose users make them. */
@RestController
@RequestMapping("/internal/v1/invites")
class InternalInviteController {

  private final Registrations registrations;
  private final Invites invites;
  private final InviteUris uris;
  private final HostDirectory hosts;

  InternalInviteController(
      Registrations registrations, Invites invites, InviteUris uris, HostDirectory hosts) {
    this.registrations = registrations;
    this.invites = invites;
    this.uris = uris;
    this.hosts = hosts;
  }

  /** Tells whether a token is good now (XEP-0445, section 4). */
  @PostMapping(path = "/checks", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> check(@RequestBody @Valid Shown request) {
    String host = hosts.find(request.domain());
    return host == null || invites.check(host, request.invite()) == null
        ? AccountProblems.noSuchInvite()
        : ResponseEntity.noContent().build();
  }

  /** Invites to the host of who asks. */
  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> create(@RequestBody @Valid Wanted request) {
    Jid inviter = Jid.parse(request.inviter());
    if (inviter == null || !hosts.canHold(inviter)) {
      return Problems.noSuchAccount();
    }
    InviteWish wish =
        new InviteWish(inviter.domain(), request.username(), inviter, request.contact(), null);
    return InviteAnswers.of(
        request.admin() || invites.byUsers()
            ? registrations.invite(wish)
            : new InviteOutcome.Closed(),
        made ->
            ResponseEntity.ok(
                new Made(
                    uris.uri(made.invite(), made.token()),
                    uris.landing(made.invite(), made.token()),
                    made.invite().expiry())));
  }

  record Shown(@NotNull String domain, @NotNull String invite) {
    @Override
    public String toString() {
      return "Shown";
    }
  }

  record Wanted(
      @NotNull String inviter, @Nullable String username, boolean contact, boolean admin) {}

  record Made(
      String uri,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String landingUrl,
      Instant expires) {
    @Override
    public String toString() {
      return "Made";
    }
  }
}
