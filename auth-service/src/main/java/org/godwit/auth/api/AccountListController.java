package org.godwit.auth.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.auth.account.AccountSummary;
import org.godwit.auth.account.Accounts;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.protocol.host.VirtualHost;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of accounts, for administrators, page by page. */
@RestController
@RequestMapping("/api/v1/accounts")
@Tag(name = "accounts")
class AccountListController {

  private static final int LIMIT_MAX = 500;

  private final Accounts accounts;
  private final HostDirectory hosts;

  AccountListController(Accounts accounts, HostDirectory hosts) {
    this.accounts = accounts;
    this.hosts = hosts;
  }

  @GetMapping
  @Operation(
      summary = "List accounts, ordered by domain and username",
      operationId = "listAccounts")
  @ApiResponse(
      responseCode = "200",
      description = "A page. The last one has no cursor in \"next\".",
      content = @Content(schema = @Schema(implementation = Page.class)))
  ResponseEntity<Object> list(
      Admin admin,
      @RequestParam(required = false) @Parameter(description = "Only accounts of this domain")
          @Nullable String domain,
      @RequestParam(required = false) @Parameter(description = "\"next\" of the page before")
          @Nullable String cursor,
      @RequestParam(defaultValue = "100") @Parameter(description = "1 to 500") int limit) {
    String host = domain == null ? null : hosts.find(domain);
    if (domain != null && (host == null || !admin.mayActFor(host))) {
      return Problems.noSuchDomain();
    }
    Jid after = cursor == null ? null : AccountCursor.read(cursor);
    if (cursor != null && after == null) {
      return Problems.notAcceptable("The cursor is not one that this list gave.");
    }
    if (limit < 1 || limit > LIMIT_MAX) {
      return Problems.notAcceptable("The limit is 1 to " + LIMIT_MAX + ".");
    }
    if (host != null && !accounts.canList(host)) {
      return Problems.of(
          HttpStatus.NOT_IMPLEMENTED,
          StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED,
          "The accounts of this domain are kept elsewhere and cannot be listed.");
    }
    return ResponseEntity.ok(page(within(admin, host), after, limit));
  }

  /** Returns the domains to list, in order, as far as they can be listed; null for all at once. */
  private @Nullable Collection<String> within(Admin admin, @Nullable String host) {
    if (host != null) {
      return List.of(host);
    }
    if (admin.isForAll() && accounts.canListAll()) {
      return null;
    }
    return hosts.all().stream()
        .map(VirtualHost::name)
        .filter(name -> admin.mayActFor(name) && accounts.canList(name))
        .sorted()
        .toList();
  }

  private Page page(@Nullable Collection<String> domains, @Nullable Jid after, int limit) {
    // One more than the page has, to know whether there is another.
    List<AccountSummary> found = find(domains, after, limit + 1);
    boolean more = found.size() > limit;
    List<AccountSummary> shown = more ? found.subList(0, limit) : found;
    return new Page(
        shown.stream().map(AccountView::of).toList(),
        more ? AccountCursor.of(shown.getLast().jid()) : null);
  }

  private List<AccountSummary> find(
      @Nullable Collection<String> domains, @Nullable Jid after, int most) {
    if (domains == null) {
      return accounts.list(null, after, most);
    }
    List<AccountSummary> found = new ArrayList<>();
    for (String domain : domains) {
      boolean isBehind = after == null || domain.compareTo(after.domain()) >= 0;
      if (isBehind && found.size() < most) {
        found.addAll(accounts.list(domain, after, most - found.size()));
      }
    }
    return found;
  }

  /** A page of the list and the cursor of the next one. */
  record Page(List<AccountView> accounts, @Nullable String next) {}
}
