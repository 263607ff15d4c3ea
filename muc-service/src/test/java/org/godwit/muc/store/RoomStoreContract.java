package org.godwit.muc.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.godwit.muc.room.Affiliation;
import org.godwit.muc.room.ArchiveEnds;
import org.godwit.muc.room.ArchiveId;
import org.godwit.muc.room.ArchiveQuery;
import org.godwit.muc.room.ArchivedMessage;
import org.godwit.muc.room.Change;
import org.godwit.muc.room.ConfigField;
import org.godwit.muc.room.Member;
import org.godwit.muc.room.RoomConfig;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.RoomStore;
import org.godwit.muc.room.RoomSummary;
import org.godwit.muc.room.Subject;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every store of rooms does. */
abstract class RoomStoreContract {

  private static final Jid ROOM = Jid.of("böbs-cave@muc.localhost");
  private static final Jid CRONE = Jid.of("crone1@localhost");
  private static final Jid HAG = Jid.of("hag66@localhost");

  protected abstract RoomStore store();

  @Test
  void aRoomComesBackAsItWasSaved() {
    // Given
    RoomState room =
        room(ROOM, "Cave \uD83D\uDC26")
            .configured(config("Cave \uD83D\uDC26").with(ConfigField.WHOIS, List.of("anyone")))
            .with(new Subject("Fire & Bubble", "firstwitch", "af01", 5));

    // When
    apply(ROOM, new Change.Save(room), affiliate(CRONE, Affiliation.OWNER, "firstwitch"));

    // Then
    RoomState loaded = load(ROOM).orElseThrow();
    assertThat(loaded.config()).isEqualTo(room.config());
    assertThat(loaded.subject()).isEqualTo(room.subject());
    assertThat(loaded.origin()).isEqualTo(room.origin());
    assertThat(loaded.locked()).isFalse();
    assertThat(loaded.members())
        .isEqualTo(Map.of(CRONE, new Member(Affiliation.OWNER, "firstwitch", "why")));
    assertThat(loaded.occupants()).isEmpty();
    assertThat(load(Jid.of("other@muc.localhost"))).isEmpty();
  }

  @Test
  void roomsOfAnAccountAreThoseThatKnowIt() throws Exception {
    // Given
    Jid other = Jid.of("other@muc.localhost");
    apply(ROOM, new Change.Save(room(ROOM, "a")), affiliate(CRONE, Affiliation.OWNER, null));
    apply(other, new Change.Save(room(other, "b")), affiliate(CRONE, Affiliation.OUTCAST, null));
    apply(other, affiliate(HAG, Affiliation.MEMBER, null), new Change.Affiliate(HAG, null));

    // When // Then
    assertThat(store().roomsOf(CRONE).toCompletableFuture().get(10, TimeUnit.SECONDS))
        .containsExactlyInAnyOrder(ROOM, other);
    assertThat(store().roomsOf(HAG).toCompletableFuture().get(10, TimeUnit.SECONDS)).isEmpty();
  }

  @Test
  void changesMadeTwiceChangeNothingTheSecondTime() {
    // Given
    Change[] changes = {
      new Change.Save(room(ROOM, "a")),
      affiliate(CRONE, Affiliation.OWNER, null),
      new Change.Archive(message(1, HAG, "one")),
      affiliate(HAG, Affiliation.MEMBER, null),
      new Change.Affiliate(HAG, null)
    };

    // When
    apply(ROOM, changes);
    apply(ROOM, changes);

    // Then
    RoomState loaded = load(ROOM).orElseThrow();
    assertThat(loaded.members()).containsOnlyKeys(CRONE);
    assertThat(bodies(loaded.history())).containsExactly("one");
  }

  @Test
  void deletedRoomIsGoneWithAllThatBelongsToIt() {
    // Given
    apply(
        ROOM,
        new Change.Save(room(ROOM, "a")),
        affiliate(CRONE, Affiliation.OWNER, null),
        new Change.Archive(message(1, HAG, "one")));

    // When
    apply(ROOM, new Change.Delete());

    // Then
    assertThat(load(ROOM)).isEmpty();
    assertThat(find(filter(null), page(10, null, null, false)).orElseThrow().messages()).isEmpty();
    assertThat(list(new RoomStore.ListQuery(10, "", "", false)).count()).isZero();
  }

  @Test
  void historyIsTheLatestOfTheDiscussion() {
    // Given
    apply(ROOM, new Change.Save(room(ROOM, "a")));
    for (int i = 1; i <= 7; i++) {
      apply(ROOM, new Change.Archive(message(i, HAG, "m" + i)));
    }

    // Then
    assertThat(bodies(load(ROOM).orElseThrow().history()))
        .containsExactly("m3", "m4", "m5", "m6", "m7");
  }

  @Test
  void archiveIsReadInPagesFromBothEnds() {
    // Given
    for (int i = 1; i <= 5; i++) {
      apply(ROOM, new Change.Archive(message(i, i % 2 == 0 ? CRONE : HAG, "m" + i)));
    }

    // When
    ArchiveQuery.Found first = find(filter(null), page(2, null, null, false)).orElseThrow();
    ArchiveQuery.Found next =
        find(filter(null), page(2, new ArchiveId(2, 1002), null, false)).orElseThrow();
    ArchiveQuery.Found last = find(filter(null), page(2, null, null, true)).orElseThrow();
    ArchiveQuery.Found before =
        find(filter(null), page(9, null, new ArchiveId(4, 1004), true)).orElseThrow();
    ArchiveQuery.Found ofCrone = find(filter(CRONE), page(9, null, null, false)).orElseThrow();
    ArchiveQuery.Found none = find(filter(null), page(0, null, null, false)).orElseThrow();

    // Then
    assertThat(bodies(first.messages())).containsExactly("m1", "m2");
    assertThat(first.complete()).isFalse();
    assertThat(first.count()).isEqualTo(5);
    assertThat(bodies(next.messages())).containsExactly("m3", "m4");
    assertThat(next.index()).isEqualTo(2);
    assertThat(bodies(last.messages())).containsExactly("m4", "m5");
    assertThat(last.index()).isEqualTo(3);
    assertThat(bodies(before.messages())).containsExactly("m1", "m2", "m3");
    assertThat(before.complete()).isTrue();
    assertThat(bodies(ofCrone.messages())).containsExactly("m2", "m4");
    assertThat(none.count()).isEqualTo(5);
    assertThat(find(filter(null), page(2, new ArchiveId(9, 9), null, false))).isEmpty();
  }

  @Test
  void archiveTellsItsEndsAndFindsByNickname() {
    // Given
    assertThat(join(store().ends(ROOM))).isEmpty();
    apply(
        ROOM,
        new Change.Archive(message(1, CRONE, "one")),
        new Change.Archive(message(2, HAG, "two")),
        new Change.Archive(message(3, CRONE, "three")));

    // Then
    assertThat(join(store().ends(ROOM)))
        .contains(new ArchiveEnds(new ArchiveId(1, 1001), new ArchiveId(3, 1003)));
    ArchiveQuery.Page all = page(10, null, null, false);
    assertThat(find(filter(Jid.of(ROOM + "/nick")), all).orElseThrow().count()).isEqualTo(3);
    assertThat(find(filter(Jid.of(ROOM + "/other")), all).orElseThrow().count()).isZero();
  }

  @Test
  void vcardIsKeptReplacedAndTakenAway() {
    // Given
    XmlElement vcard =
        XmlElement.of("vcard-temp", "vCard")
            .child(XmlElement.of("vcard-temp", "FN").text("Cave"))
            .build();
    apply(ROOM, new Change.Save(room(ROOM, "Cave")));
    assertThat(load(ROOM).orElseThrow().avatar()).isEmpty();
    assertThat(join(store().vcard(ROOM))).isEmpty();

    // When
    apply(ROOM, new Change.Vcard(vcard, List.of("aa")));
    apply(ROOM, new Change.Vcard(vcard, List.of("bb", "cc")));

    // Then
    assertThat(load(ROOM).orElseThrow().avatar()).containsExactly("bb", "cc");
    assertThat(join(store().vcard(ROOM))).contains(vcard);

    // When
    apply(ROOM, new Change.Vcard(null, List.of()));

    // Then
    assertThat(load(ROOM).orElseThrow().avatar()).isEmpty();
    assertThat(join(store().vcard(ROOM))).isEmpty();
  }

  @Test
  void tombstoneTakesThePlaceOfItsAuthorsMessageAlone() {
    // Given
    XmlElement retracted =
        XmlElement.of("urn:xmpp:message-retract:1", "retracted").attribute("id", "r").build();
    apply(
        ROOM,
        new Change.Save(room(ROOM, "a")),
        new Change.Archive(message(1, HAG, "secret")),
        new Change.Archive(message(2, HAG, "stays")));

    // When
    apply(
        ROOM,
        new Change.Tombstone(new ArchiveId(1, 1001), HAG, retracted),
        new Change.Tombstone(new ArchiveId(2, 1002), CRONE, retracted));

    // Then
    List<ArchivedMessage> all =
        find(filter(null), page(9, null, null, false)).orElseThrow().messages();
    assertThat(XmlWriter.toText(all.getFirst().stanza()))
        .contains("<retracted", "id=\"r\"")
        .doesNotContain("secret");
    assertThat(bodies(load(ROOM).orElseThrow().history())).containsExactly("stays");
  }

  @Test
  void listHasPublicRoomsByNamePageByPage() {
    // Given
    for (String name : List.of("a", "b", "c", "d")) {
      Jid jid = Jid.of(name + "@muc.localhost");
      apply(jid, new Change.Save(room(jid, "Room " + name)));
    }
    Jid hidden = Jid.of("hidden@muc.localhost");
    apply(
        hidden,
        new Change.Save(
            room(hidden, "x").configured(config("x").with(ConfigField.PUBLIC_ROOM, List.of("0")))));

    // When
    RoomStore.Listing page = list(new RoomStore.ListQuery(2, "a", "", false));
    RoomStore.Listing last = list(new RoomStore.ListQuery(2, "", "", true));

    // Then
    assertThat(page.rooms())
        .extracting(RoomStore.Listed::jid)
        .containsExactly(Jid.of("b@muc.localhost"), Jid.of("c@muc.localhost"));
    assertThat(page.count()).isEqualTo(4);
    assertThat(page.index()).isEqualTo(1);
    assertThat(last.rooms()).extracting(RoomStore.Listed::name).containsExactly("Room c", "Room d");
  }

  @Test
  void roomsAreSoughtInWhatIsChosen() {
    // Given
    for (String local : List.of("chess", "go", "100%", "100x")) {
      Jid jid = Jid.of(local + "@muc.localhost");
      RoomConfig config =
          config("Room of " + local)
              .with(ConfigField.ROOM_DESC, List.of("A Board GAME"))
              .with(ConfigField.SECRET, List.of("sesame"));
      apply(jid, new Change.Save(room(jid, "x").configured(config)));
    }

    // Then
    assertThat(sought(new RoomStore.Search(List.of("chess"), true, true, true)))
        .containsExactly("chess");
    assertThat(sought(new RoomStore.Search(List.of("game", "of go"), true, true, false)))
        .containsExactly("go");
    assertThat(sought(new RoomStore.Search(List.of("game"), true, false, true))).isEmpty();
    assertThat(sought(new RoomStore.Search(List.of("100%"), false, false, true)))
        .containsExactly("100%");
    assertThat(sought(new RoomStore.Search(List.of("room"), true, false, false)))
        .containsExactly("100%", "100x", "chess", "go");
    assertThat(sought(new RoomStore.Search(List.of("sesame"), true, true, true))).isEmpty();
  }

  private List<String> sought(RoomStore.Search search) {
    RoomStore.Listing found =
        join(store().list("muc.localhost", search, new RoomStore.ListQuery(9, "", "", false)));
    assertThat(found.count()).isEqualTo(found.rooms().size());
    return found.rooms().stream().map(each -> String.valueOf(each.jid().local())).toList();
  }

  @Test
  void administratorsSeeHiddenRoomsToo() {
    // Given
    for (String local : List.of("c", "a", "b")) {
      Jid jid = Jid.of(local + "@muc.localhost");
      RoomState room = room(jid, "Room " + local);
      RoomConfig hidden = room.config().with(ConfigField.PUBLIC_ROOM, List.of("0"));
      apply(jid, new Change.Save(room.configured(hidden)));
    }

    // Then
    assertThat(join(store().all("muc.localhost", "", 2)))
        .extracting(RoomSummary::name)
        .containsExactly("Room a", "Room b");
    assertThat(join(store().all("muc.localhost", "b", 2)))
        .containsExactly(
            new RoomSummary(Jid.of("c@muc.localhost"), "Room c", false, false, 1, CRONE));
    assertThat(join(store().all("muc.example.org", "", 2))).isEmpty();
  }

  private void apply(Jid room, Change... changes) {
    join(store().apply(room, List.of(changes)));
  }

  private Optional<RoomState> load(Jid room) {
    return join(store().load(room, 5));
  }

  private Optional<ArchiveQuery.Found> find(ArchiveQuery.Filter filter, ArchiveQuery.Page page) {
    XmlElement request = XmlElement.of("jabber:client", "iq").build();
    return join(store().find(ROOM, new ArchiveQuery(request, null, filter, page, false)));
  }

  private RoomStore.Listing list(RoomStore.ListQuery query) {
    return join(store().list("muc.localhost", RoomStore.Search.ALL, query));
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static Change affiliate(Jid user, Affiliation affiliation, @Nullable String nick) {
    return new Change.Affiliate(user, new Member(affiliation, nick, "why"));
  }

  private static ArchiveQuery.Filter filter(@Nullable Jid with) {
    return new ArchiveQuery.Filter(0, Long.MAX_VALUE, null, null, List.of(), with);
  }

  private static ArchiveQuery.Page page(
      int max, @Nullable ArchiveId after, @Nullable ArchiveId before, boolean last) {
    return new ArchiveQuery.Page(max, after, before, last, false);
  }

  private static List<String> bodies(List<ArchivedMessage> messages) {
    return messages.stream()
        .map(each -> {
          XmlElement body = each.stanza().child("jabber:client", "body");
          return body == null ? "" : body.text();
        })
        .toList();
  }

  private static ArchivedMessage message(long offset, Jid sender, String body) {
    try {
      return new ArchivedMessage(
          new ArchiveId(offset, 1000 + offset),
          Jid.of(sender + "/x"),
          "nick",
          true,
          XmlReader.parse(
              ("<message from=\""
                      + ROOM
                      + "/nick\" id=\"m\" type=\"groupchat\"><body>"
                      + body
                      + "</body></message>")
                  .getBytes(StandardCharsets.UTF_8),
              "jabber:client"));
    } catch (XmlException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static RoomConfig config(String name) {
    return RoomConfig.DEFAULT.with(ConfigField.ROOM_NAME, List.of(name));
  }

  private static RoomState room(Jid jid, String name) {
    return new RoomState(
        jid,
        new RoomState.Origin(1, CRONE, "secret"),
        false,
        config(name),
        Subject.NONE,
        List.of(),
        Map.of(),
        Map.of(),
        List.of());
  }
}
