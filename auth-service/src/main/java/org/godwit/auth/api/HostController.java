package org.godwit.auth.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.domain.HostOutcome;
import org.godwit.auth.domain.Hosts;
import org.godwit.protocol.host.HostPolicy;
import org.godwit.protocol.host.VirtualHost;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/** Virtual hosts, for administrators. */
@RestController
@RequestMapping("/api/v1/domains")
@Tag(
    name = "domains",
    description =
        "Add, find, list, change and remove virtual hosts. All services follow within two seconds.")
class HostController {

  private static final int LIMIT_MAX = 500;

  private final Hosts hosts;
  private final HostDirectory directory;

  HostController(Hosts hosts, HostDirectory directory) {
    this.hosts = hosts;
    this.directory = directory;
  }

  @GetMapping
  @Operation(summary = "List virtual hosts, ordered by name", operationId = "listDomains")
  @ApiResponse(
      responseCode = "200",
      description = "A page. The last one has no cursor in \"next\".",
      content = @Content(schema = @Schema(implementation = Page.class)))
  ResponseEntity<Object> list(
      Admin admin,
      @RequestParam(required = false) @Parameter(description = "\"next\" of the page before")
          @Nullable String cursor,
      @RequestParam(defaultValue = "100") @Parameter(description = "1 to 500") int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      return Problems.notAcceptable("The limit is 1 to " + LIMIT_MAX + ".");
    }
    List<HostView> found =
        directory.all().stream()
            .filter(host -> admin.mayActFor(host.name()))
            .filter(host -> cursor == null || host.name().compareTo(cursor) > 0)
            .sorted(Comparator.comparing(VirtualHost::name))
            .limit(limit + 1L)
            .map(HostView::of)
            .toList();
    boolean more = found.size() > limit;
    List<HostView> shown = more ? found.subList(0, limit) : found;
    return ResponseEntity.ok(new Page(shown, more ? shown.getLast().domain() : null));
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(summary = "Add a virtual host", operationId = "createDomain")
  @ApiResponse(
      responseCode = "201",
      description = "Added; Location names it.",
      content = @Content(schema = @Schema(implementation = HostView.class)))
  @ApiResponse(responseCode = "409", description = "It is there, or belongs to another host.")
  ResponseEntity<Object> create(Admin admin, @RequestBody @Valid NewHost request) {
    if (!admin.isForAll()) {
      return Problems.notForAll();
    }
    Jid jid = Jid.parse(request.domain());
    if (jid == null || !jid.isDomain()) {
      return Problems.of(
          HttpStatus.BAD_REQUEST,
          StanzaErrorCondition.JID_MALFORMED,
          "A domain such as example.com is expected.");
    }
    return withPolicy(
        request.settings(), policy -> answer(jid.domain(), hosts.add(jid.domain(), policy), true));
  }

  @GetMapping("/{domain}")
  @Operation(summary = "Show a virtual host", operationId = "getDomain")
  @ApiResponse(
      responseCode = "200",
      description = "The host; ETag names its revision.",
      content = @Content(schema = @Schema(implementation = HostView.class)))
  @ApiResponse(responseCode = "404", description = "The domain is not served.")
  ResponseEntity<Object> get(Admin admin, @PathVariable String domain) {
    return at(admin, domain, host -> shown(host, ResponseEntity.ok()));
  }

  @PutMapping(path = "/{domain}", consumes = MediaType.APPLICATION_JSON_VALUE)
  @Operation(
      summary = "Set what a virtual host may do; what is absent is as configured",
      operationId = "updateDomain")
  @ApiResponse(
      responseCode = "200",
      description = "Set.",
      content = @Content(schema = @Schema(implementation = HostView.class)))
  @ApiResponse(responseCode = "404", description = "The domain is not served.")
  @ApiResponse(responseCode = "412", description = "It has changed since If-Match.")
  ResponseEntity<Object> update(
      Admin admin,
      @PathVariable String domain,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody @Valid HostSettings settings) {
    return changing(
        admin,
        domain,
        host ->
            withPolicy(
                settings,
                policy ->
                    answer(
                        host.name(),
                        hosts.change(host.name(), policy, Etags.revision(ifMatch)),
                        false)));
  }

  @DeleteMapping("/{domain}")
  @Operation(
      summary = "Remove a virtual host; its streams end, its accounts are kept",
      operationId = "deleteDomain")
  @ApiResponse(responseCode = "204", description = "Removed.")
  @ApiResponse(responseCode = "404", description = "The domain is not served.")
  @ApiResponse(responseCode = "409", description = "It is the only one.")
  @ApiResponse(responseCode = "412", description = "It has changed since If-Match.")
  ResponseEntity<Object> delete(
      Admin admin,
      @PathVariable String domain,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch) {
    return changing(
        admin,
        domain,
        host -> {
          HostOutcome outcome = hosts.remove(host.name(), Etags.revision(ifMatch));
          return outcome == HostOutcome.DONE
              ? ResponseEntity.noContent().build()
              : answer(host.name(), outcome, false);
        });
  }

  /** What a host may do is decided by who has the whole installation. */
  private ResponseEntity<Object> changing(
      Admin admin, String text, Function<VirtualHost, ResponseEntity<Object>> answer) {
    return at(admin, text, host -> admin.isForAll() ? answer.apply(host) : Problems.notForAll());
  }

  /** The database is asked, not the directory: what is changed must be what is there. */
  private ResponseEntity<Object> at(
      Admin admin, String text, Function<VirtualHost, ResponseEntity<Object>> answer) {
    Jid jid = Jid.parse(text);
    VirtualHost host =
        jid == null || !jid.isDomain() || !admin.mayActFor(jid.domain())
            ? null
            : hosts.find(jid.domain());
    return host == null ? Problems.noSuchDomain() : answer.apply(host);
  }

  private static ResponseEntity<Object> withPolicy(
      @Nullable HostSettings settings, Function<HostPolicy, ResponseEntity<Object>> use) {
    if (settings == null) {
      return use.apply(HostPolicy.CONFIGURED);
    }
    return switch (settings.read()) {
      case HostSettings.Reading.Refused(String reason) -> Problems.notAcceptable(reason);
      case HostSettings.Reading.Valid(HostPolicy policy) -> use.apply(policy);
    };
  }

  private ResponseEntity<Object> answer(String domain, HostOutcome outcome, boolean isNew) {
    return switch (outcome) {
      case DONE -> {
        VirtualHost host = hosts.find(domain);
        if (host == null) {
          yield Problems.noSuchDomain();
        }
        yield shown(host, isNew ? ResponseEntity.created(location(domain)) : ResponseEntity.ok());
      }
      case MISSING -> Problems.noSuchDomain();
      case STALE -> Problems.stale();
      case EXISTS -> conflict("The domain is served already.");
      case OVERLAPS -> conflict("One domain would be a service domain of the other.");
      case LAST -> conflict("It is the only domain, and one must remain.");
      case TOO_MANY -> conflict("There are as many domains as xmpp.auth.hosts.most allows.");
    };
  }

  private static ResponseEntity<Object> conflict(String detail) {
    return Problems.of(HttpStatus.CONFLICT, StanzaErrorCondition.CONFLICT, detail);
  }

  private static ResponseEntity<Object> shown(
      VirtualHost host, ResponseEntity.BodyBuilder response) {
    return response.eTag(Etags.of(host.revision())).body(HostView.of(host));
  }

  private static URI location(String domain) {
    return URI.create(
        "/api/v1/domains/" + UriUtils.encodePathSegment(domain, StandardCharsets.UTF_8));
  }

  record NewHost(
      @NotNull @Schema(example = "example.com") String domain,
      @Valid @Nullable HostSettings settings) {}

  /** A virtual host and what it says of its own. */
  record HostView(String domain, HostSettings settings) {
    static HostView of(VirtualHost host) {
      return new HostView(host.name(), HostSettings.of(host.policy()));
    }
  }

  /** A page of the list and the cursor of the next one. */
  record Page(List<HostView> domains, @Nullable String next) {}
}
