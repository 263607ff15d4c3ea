package org.godwit.auth.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.invite.Invite;
import org.godwit.auth.invite.InviteUris;
import org.godwit.auth.invite.InviteWish;
import org.godwit.auth.invite.Invites;
import org.godwit.auth.registration.Registrations;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invitations (XEP-0401), for administrators. */
@RestController
@RequestMapping("/api/v1/invites")
@Tag(name = "invites", description = "Invite people to make an account.")
class InviteController {

  private static final int LIMIT_MAX = 500;

  private final Registrations registrations;
  private final Invites invites;
  private final InviteUris uris;
  private final HostDirectory hosts;

  InviteController(
      Registrations registrations, Invites invites, InviteUris uris, HostDirectory hosts) {
    this.registrations = registrations;
    this.invites = invites;
    this.uris = uris;
    this.hosts = hosts;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Invite somebody", operationId = "createInvite")
  @ApiResponse(
      responseCode = "201",
      description = "Invited. The URI is shown this once.",
      content = @Content(schema = @Schema(implementation = InviteView.class)))
  @ApiResponse(responseCode = "403", description = "The domain takes no registrations.")
  @ApiResponse(responseCode = "409", description = "The username is taken, or there are too many.")
  ResponseEntity<Object> create(Admin admin, @RequestBody @Valid NewInvite request) {
    String host = hosts.find(request.domain());
    if (host == null || !admin.mayActFor(host)) {
      return Problems.noSuchDomain();
    }
    Long seconds = request.lifetimeSeconds();
    InviteWish wish =
        new InviteWish(
            host,
            request.username(),
            null,
            false,
            seconds == null ? null : Duration.ofSeconds(seconds));
    return InviteAnswers.of(
        registrations.invite(wish),
        made ->
            ResponseEntity.created(URI.create("/api/v1/invites/" + made.invite().id()))
                .body(InviteView.of(made.invite(), uris, made.token())));
  }

  @GetMapping
  @Operation(summary = "List open invitations, the oldest first", operationId = "listInvites")
  @ApiResponse(
      responseCode = "200",
      description = "A page. The last one has no cursor in \"next\".",
      content = @Content(schema = @Schema(implementation = Page.class)))
  ResponseEntity<Object> list(
      Admin admin,
      @RequestParam(required = false) @Parameter(description = "Only those to this domain")
          @Nullable String domain,
      @RequestParam(defaultValue = "0") @Parameter(description = "\"next\" of the page before")
          long cursor,
      @RequestParam(defaultValue = "100") @Parameter(description = "1 to 500") int limit) {
    String host = domain == null ? null : hosts.find(domain);
    if (domain != null && (host == null || !admin.mayActFor(host))) {
      return Problems.noSuchDomain();
    }
    if (limit < 1 || limit > LIMIT_MAX) {
      return Problems.notAcceptable("The limit is 1 to " + LIMIT_MAX + ".");
    }
    List<Invite> found =
        invites.list(host == null ? admin.domains() : List.of(host), cursor, limit + 1);
    boolean more = found.size() > limit;
    List<Invite> shown = more ? found.subList(0, limit) : found;
    return ResponseEntity.ok(
        new Page(
            shown.stream().map(InviteView::of).toList(),
            more ? Long.toString(shown.getLast().id()) : null));
  }

  @GetMapping("/{id}")
  @Operation(summary = "Show an open invitation, without its token", operationId = "getInvite")
  @ApiResponse(
      responseCode = "200",
      description = "The invitation.",
      content = @Content(schema = @Schema(implementation = InviteView.class)))
  @ApiResponse(responseCode = "404", description = "There is none, or it is used or expired.")
  ResponseEntity<Object> get(Admin admin, @PathVariable long id) {
    Invite invite = invites.find(id);
    return invite == null || !admin.mayActFor(invite.domain())
        ? AccountProblems.noSuchInvite()
        : ResponseEntity.ok(InviteView.of(invite));
  }

  @DeleteMapping("/{id}")
  @Operation(summary = "Revoke an invitation", operationId = "revokeInvite")
  @ApiResponse(responseCode = "204", description = "Revoked.")
  @ApiResponse(responseCode = "404", description = "There is none, or it is used or expired.")
  ResponseEntity<Object> revoke(Admin admin, @PathVariable long id) {
    Invite invite = invites.find(id);
    return invite == null || !admin.mayActFor(invite.domain()) || !invites.revoke(id)
        ? AccountProblems.noSuchInvite()
        : ResponseEntity.noContent().build();
  }

  /** Whom to invite. */
  record NewInvite(
      @NotNull @Schema(example = "example.com") String domain,
      @Nullable @Schema(description = "who may register; absent for whatever name they like")
          String username,
      @Nullable @Schema(description = "60 to 31536000; absent for xmpp.auth.invites.lifetime")
          Long lifetimeSeconds) {}

  /** An invitation; its URIs are there when it is made, and never again. */
  record InviteView(
      long id,
      String domain,
      @Nullable String username,
      @Nullable String inviter,
      Instant created,
      Instant expires,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String uri,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String landingUrl) {

    static InviteView of(Invite invite) {
      return view(invite, null, null);
    }

    static InviteView of(Invite invite, InviteUris uris, String token) {
      return view(invite, uris.uri(invite, token), uris.landing(invite, token));
    }

    private static InviteView view(
        Invite invite, @Nullable String uri, @Nullable String landingUrl) {
      Jid inviter = invite.inviter();
      return new InviteView(
          invite.id(),
          invite.domain(),
          invite.username(),
          inviter == null ? null : inviter.bareText(),
          invite.created(),
          invite.expiry(),
          uri,
          landingUrl);
    }

    @Override
    public String toString() {
      return "InviteView[" + id + ']';
    }
  }

  /** A page of the list and the cursor of the next one. */
  record Page(List<InviteView> invites, @Nullable String next) {}
}
