package org.godwit.muc.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.godwit.admin.Admin;
import org.godwit.admin.Problems;
import org.godwit.muc.room.Affiliation;
import org.godwit.muc.room.ArchiveId;
import org.godwit.muc.room.ArchiveQuery;
import org.godwit.muc.room.ConfigRules;
import org.godwit.muc.room.Member;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.RoomSummary;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
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
 * Rooms for administrators. A change is answered with 202 when it is durable in the log; the room's
 * owner carries it out in its turn and tells the occupants. Every change may be sent twice.
 */
@RestController
@RequestMapping("/api/v1/rooms")
class RoomController {

  private static final int PAGE_MAX = 500;

  private final RoomAdministration rooms;

  RoomController(RoomAdministration rooms) {
    this.rooms = rooms;
  }

  /**
   * Lists all rooms of a domain of rooms, hidden ones too, by name.
   *
   * @param limit how many, 1 to 500
   * @param cursor {@code next} of the page before; null for the first
   */
  @GetMapping
  CompletionStage<ResponseEntity<Object>> list(
      Admin admin,
      @RequestParam String domain,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    String after = cursor == null ? "" : decoded(cursor);
    String host = rooms.hostOf(domain);
    if (host == null || !admin.mayActFor(host)) {
      return now(Problems.noSuchDomain());
    }
    if (isWrong(limit) || after == null) {
      return now(badPage());
    }
    return rooms
        .list(domain, after, limit + 1)
        .thenApply(found -> ResponseEntity.ok((Object) page(found, limit)))
        .exceptionally(failure -> Problems.unavailable());
  }

  private static RoomViews.RoomPage page(List<RoomSummary> found, int limit) {
    List<RoomSummary> shown = found.size() > limit ? found.subList(0, limit) : found;
    return new RoomViews.RoomPage(
        shown.stream().map(RoomViews.RoomItem::of).toList(),
        found.size() > limit ? encoded(String.valueOf(shown.getLast().jid().local())) : null);
  }

  /** Shows a room. */
  @GetMapping("/{room}")
  CompletionStage<ResponseEntity<Object>> get(Admin admin, @PathVariable String room) {
    return existing(admin, room, state -> now(ResponseEntity.ok(RoomViews.RoomView.of(state))));
  }

  /** Configures a room, or creates it. */
  @PutMapping("/{room}")
  CompletionStage<ResponseEntity<Object>> put(
      Admin admin, @PathVariable String room, @RequestBody RoomViews.WantedRoom wanted) {
    return of(
        admin,
        room,
        jid -> rooms.read(jid).thenCompose(state -> configure(jid, state.orElse(null), wanted)));
  }

  private CompletionStage<ResponseEntity<Object>> configure(
      Jid room, @Nullable RoomState state, RoomViews.WantedRoom wanted) {
    Map<String, List<String>> fields = new HashMap<>();
    if (wanted.config() != null) {
      fields.putAll(wanted.config());
    }
    if (wanted.owners() != null) {
      fields.put(ConfigRules.OWNERS, wanted.owners());
    }
    if (wanted.admins() != null) {
      fields.put(ConfigRules.ADMINS, wanted.admins());
    }
    String refusal = ConfigRules.refusal(state, fields);
    return refusal == null
        ? accepted(rooms.configure(room, fields))
        : now(Problems.notAcceptable(refusal));
  }

  /** Destroys a room and tells its occupants; one that is not there is destroyed already. */
  @DeleteMapping("/{room}")
  CompletionStage<ResponseEntity<Object>> delete(
      Admin admin,
      @PathVariable String room,
      @RequestParam(required = false) @Nullable String venue,
      @RequestParam(required = false) @Nullable String reason) {
    Jid other = venue == null ? null : Jid.parse(venue);
    return venue != null && other == null
        ? now(Problems.malformedJid("room@muc.example.com"))
        : of(admin, room, jid -> accepted(rooms.destroy(jid, other, reason)));
  }

  /** Lists those who have an affiliation, in the order of their addresses. */
  @GetMapping("/{room}/members")
  CompletionStage<ResponseEntity<Object>> members(
      Admin admin,
      @PathVariable String room,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    String after = cursor == null ? "" : decoded(cursor);
    return isWrong(limit) || after == null
        ? now(badPage())
        : existing(admin, room, state -> now(ResponseEntity.ok(members(state, after, limit))));
  }

  private static RoomViews.MemberPage members(RoomState room, String after, int limit) {
    List<Map.Entry<Jid, Member>> rest = new ArrayList<>(room.members().entrySet());
    rest.removeIf(entry -> entry.getKey().toString().compareTo(after) <= 0);
    rest.sort(Comparator.comparing(entry -> entry.getKey().toString()));
    List<RoomViews.MemberView> page =
        rest.stream().limit(limit).map(RoomViews.MemberView::of).toList();
    return new RoomViews.MemberPage(
        page, rest.size() > limit ? encoded(page.getLast().jid()) : null);
  }

  /** Gives somebody an affiliation. */
  @PutMapping("/{room}/members/{user}")
  CompletionStage<ResponseEntity<Object>> member(
      Admin admin,
      @PathVariable String room,
      @PathVariable String user,
      @RequestBody RoomViews.WantedMember wanted) {
    Jid jid = Jid.parse(user);
    if (jid == null || jid.isFull()) {
      return now(Problems.malformedJid("room@muc.example.com"));
    }
    Affiliation affiliation = Affiliation.of(wanted.affiliation());
    return affiliation == null
        ? now(Problems.notAcceptable("An affiliation is owner, admin, member, outcast or none."))
        : existing(
            admin,
            room,
            state ->
                affiliation != Affiliation.OWNER
                        && state.withAffiliation(Affiliation.OWNER).equals(List.of(jid))
                    ? now(Problems.notAcceptable("A room has at least one owner."))
                    : accepted(
                        rooms.affiliate(
                            state.jid(), jid, affiliation.text(), wanted.nick(), wanted.reason())));
  }

  /** Takes somebody off the lists. */
  @DeleteMapping("/{room}/members/{user}")
  CompletionStage<ResponseEntity<Object>> noMember(
      Admin admin, @PathVariable String room, @PathVariable String user) {
    return member(admin, room, user, new RoomViews.WantedMember("none", null, null));
  }

  /**
   * Shows messages, the latest page first, each page oldest first.
   *
   * @param cursor {@code next} of the page before, which leads to earlier messages
   */
  @GetMapping("/{room}/history")
  CompletionStage<ResponseEntity<Object>> history(
      Admin admin,
      @PathVariable String room,
      @RequestParam(defaultValue = "100") int limit,
      @RequestParam(required = false) @Nullable String cursor) {
    ArchiveId before = ArchiveId.parse(cursor);
    if (isWrong(limit) || (cursor != null && before == null)) {
      return now(badPage());
    }
    return existing(
        admin,
        room,
        state ->
            rooms
                .history(state.jid(), limit, before)
                .thenApply(found -> found.map(RoomController::page).orElseGet(() -> badPage())));
  }

  private static ResponseEntity<Object> page(ArchiveQuery.Found found) {
    List<RoomViews.MessageView> messages =
        found.messages().stream().map(RoomViews.MessageView::of).toList();
    return ResponseEntity.ok(
        new RoomViews.MessagePage(
            messages, found.complete() || messages.isEmpty() ? null : messages.getFirst().id()));
  }

  private CompletionStage<ResponseEntity<Object>> existing(
      Admin admin, String room, Function<RoomState, CompletionStage<ResponseEntity<Object>>> work) {
    return of(
        admin,
        room,
        jid ->
            rooms
                .read(jid)
                .thenCompose(state ->
                    state.isPresent()
                        ? work.apply(state.get())
                        : now(Problems.notFound("There is no such room."))));
  }

  private CompletionStage<ResponseEntity<Object>> of(
      Admin admin, String room, Function<Jid, CompletionStage<ResponseEntity<Object>>> work) {
    Jid jid = Jid.parse(room);
    if (jid == null || jid.local() == null || jid.isFull()) {
      return now(Problems.malformedJid("room@muc.example.com"));
    }
    String host = rooms.hostOf(jid.domain());
    return host == null || !admin.mayActFor(host)
        ? now(Problems.notFound("There is no such room."))
        : work.apply(jid).exceptionally(failure -> Problems.unavailable());
  }

  private static CompletionStage<ResponseEntity<Object>> accepted(CompletionStage<Void> durable) {
    return durable.thenApply(done -> ResponseEntity.accepted().build());
  }

  private static boolean isWrong(int limit) {
    return limit < 1 || limit > PAGE_MAX;
  }

  private static ResponseEntity<Object> badPage() {
    return Problems.notAcceptable(
        "A limit of 1 to " + PAGE_MAX + " and a cursor of a page before are expected.");
  }

  private static String encoded(String last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.getBytes(StandardCharsets.UTF_8));
  }

  private static @Nullable String decoded(String cursor) {
    try {
      return new String(
          Base64.getUrlDecoder().decode(Objects.requireNonNull(cursor)), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static CompletionStage<ResponseEntity<Object>> now(ResponseEntity<Object> answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
