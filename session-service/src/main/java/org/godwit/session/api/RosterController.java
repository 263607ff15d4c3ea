package org.godwit.session.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.godwit.admin.Problems;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.session.roster.ManagedContact;
import org.godwit.session.roster.Roster;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.Subscription;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The contacts of accounts, for the system that manages them. A change is answered with 202 when it
 * is durable in the log; the account's owner carries it out in its turn and pushes it to clients.
 */
@RestController
@RequestMapping("/api/v1/rosters/{account}/contacts")
class RosterController {

  private static final int PAGE_MAX = 1000;

  private final Rosters rosters;

  RosterController(Rosters rosters) {
    this.rosters = rosters;
  }

  /**
   * Lists contacts in the order of their addresses.
   *
   * @param limit how many, 1 to 1000
   * @param cursor {@code next} of the page before; null for the first
   */
  @GetMapping
  CompletionStage<ResponseEntity<Object>> list(
      @PathVariable String account,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam @Nullable String cursor) {
    String after = cursor == null ? "" : decoded(cursor);
    if (limit < 1 || limit > PAGE_MAX || after == null) {
      return now(
          Problems.of(
              HttpStatus.BAD_REQUEST,
              StanzaErrorCondition.BAD_REQUEST,
              "A limit of 1 to " + PAGE_MAX + " and a cursor of a page before are expected."));
    }
    return of(
        account,
        jid ->
            rosters.read(jid).thenApply(roster -> ResponseEntity.ok(page(roster, after, limit))));
  }

  private static ContactPage page(Roster roster, String after, int limit) {
    List<RosterItem> rest = new ArrayList<>(roster.listed());
    rest.removeIf(item -> item.jid().toString().compareTo(after) <= 0);
    rest.sort(Comparator.comparing(item -> item.jid().toString()));
    List<ContactView> page = rest.stream().limit(limit).map(ContactView::of).toList();
    return new ContactPage(page, rest.size() > limit ? encoded(page.getLast().contact()) : null);
  }

  private static String encoded(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String decoded(String cursor) {
    try {
      return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Shows one contact. */
  @GetMapping("/{contact}")
  CompletionStage<ResponseEntity<Object>> get(
      @PathVariable String account, @PathVariable String contact) {
    Jid wanted = bare(contact);
    return wanted == null
        ? now(Problems.malformedJid("user@example.com"))
        : of(
            account,
            jid ->
                rosters
                    .read(jid)
                    .thenApply(roster -> {
                      RosterItem item = roster.item(wanted);
                      return item == null || !item.listed()
                          ? Problems.notFound("There is no such contact.")
                          : ResponseEntity.ok(ContactView.of(item));
                    }));
  }

  /** Puts a contact, in the place of what was there. */
  @PutMapping("/{contact}")
  CompletionStage<ResponseEntity<Object>> put(
      @PathVariable String account,
      @PathVariable String contact,
      @RequestBody WantedContact wanted) {
    Jid jid = bare(contact);
    if (jid == null) {
      return now(Problems.malformedJid("user@example.com"));
    }
    Subscription subscription =
        wanted.subscription() == null ? Subscription.BOTH : Subscription.of(wanted.subscription());
    List<String> groups = wanted.groups() == null ? List.of() : wanted.groups();
    String refusal = rosters.refusal(wanted.name(), groups);
    if (subscription == null || refusal != null) {
      return now(
          Problems.of(
              HttpStatus.BAD_REQUEST,
              StanzaErrorCondition.NOT_ACCEPTABLE,
              refusal == null ? "A subscription is none, to, from or both." : refusal));
    }
    return of(
        account,
        owner ->
            jid.equals(owner)
                ? now(
                    Problems.of(
                        HttpStatus.CONFLICT,
                        StanzaErrorCondition.NOT_ALLOWED,
                        "An account is no contact of itself."))
                : put(owner, new ManagedContact(jid, wanted.name(), groups, subscription)));
  }

  private CompletionStage<ResponseEntity<Object>> put(Jid owner, ManagedContact contact) {
    return rosters
        .read(owner)
        .thenCompose(roster ->
            roster.item(contact.jid()) == null && rosters.isFull(roster)
                ? now(
                    Problems.of(
                        HttpStatus.CONFLICT,
                        StanzaErrorCondition.RESOURCE_CONSTRAINT,
                        "The roster is full."))
                : changed(owner, contact));
  }

  /** Removes a contact; one that is not there is removed already. */
  @DeleteMapping("/{contact}")
  CompletionStage<ResponseEntity<Object>> delete(
      @PathVariable String account, @PathVariable String contact) {
    Jid jid = bare(contact);
    return jid == null
        ? now(Problems.malformedJid("user@example.com"))
        : of(account, owner -> changed(owner, ManagedContact.removal(jid)));
  }

  private CompletionStage<ResponseEntity<Object>> changed(Jid owner, ManagedContact contact) {
    return rosters.change(owner, contact).thenApply(done -> ResponseEntity.accepted().build());
  }

  private CompletionStage<ResponseEntity<Object>> of(
      String account, Function<Jid, CompletionStage<ResponseEntity<Object>>> work) {
    Jid jid = bare(account);
    if (jid == null) {
      return now(Problems.malformedJid("user@example.com"));
    }
    return rosters
        .exists(jid)
        .thenCompose(exists -> exists ? work.apply(jid) : now(Problems.noSuchAccount()))
        .exceptionally(failure -> Problems.unavailable());
  }

  private static @Nullable Jid bare(String text) {
    Jid jid = Jid.parse(text);
    return jid == null || jid.local() == null || !jid.isBare() ? null : jid;
  }

  private static CompletionStage<ResponseEntity<Object>> now(ResponseEntity<Object> answer) {
    return CompletableFuture.completedFuture(answer);
  }

  /**
   * A contact as it is wanted.
   *
   * @param name its name; null for none
   * @param groups its groups; null for none
   * @param subscription none, to, from or both; null for both
   */
  record WantedContact(
      @Nullable String name, @Nullable List<String> groups, @Nullable String subscription) {

    /** Says nothing: logs must not tell whom somebody knows. */
    @Override
    public String toString() {
      return "WantedContact";
    }
  }

  /** A contact as it is. */
  record ContactView(
      String contact, @Nullable String name, List<String> groups, String subscription) {
    static ContactView of(RosterItem item) {
      return new ContactView(
          item.jid().toString(), item.name(), item.groups(), item.subscription().text());
    }
  }

  /** A page of contacts; {@code next} is the cursor of the one that follows, null for none. */
  record ContactPage(List<ContactView> contacts, @Nullable String next) {}
}
