package org.godwit.muc.owner;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.KeyPartition;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.muc.room.RoomLimits;
import org.godwit.muc.store.FakeRoomStore;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.IncomingMany;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.godwit.testkit.InMemoryBus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RoomPartitionTests {

  private static final Jid ALICE = Jid.of("alice@localhost/phone");
  private static final Jid BOB = Jid.of("bob@localhost/laptop");
  private static final String ROOM = "room@muc.localhost";
  private static final String ENTER =
      "<presence%s><x xmlns='http://jabber.org/protocol/muc'/></presence>";

  private final InMemoryBus bus = new InMemoryBus();
  private final FakeRoomStore store = new FakeRoomStore();
  private Subscription subscription;

  @BeforeEach
  void start() {
    subscription = own();
  }

  private Subscription own() {
    OwnerPorts ports =
        new OwnerPorts(
            bus,
            store,
            new ServedDomains(List.of("localhost")),
            new IqDispatcher(
                new ModuleIndex(List.of(new PingModule())),
                StanzaErrorCondition.SERVICE_UNAVAILABLE),
            () -> "secret");
    OwnerSettings settings =
        new OwnerSettings(
            new RoomLimits(10, 3, 10, 64, 1000, 10, 10, 1000, 0, true), 100, 2, 100, 3);
    RoomMetrics metrics = new RoomMetrics(new SimpleMeterRegistry());
    Subscription started =
        bus.own(
            new OwnedTopic(
                Topics.MUC,
                Topics.MUC,
                Topics.MUC_STATE,
                1,
                partition -> new RoomPartition(partition, ports, settings, metrics)));
    started.start();
    return started;
  }

  @Test
  void occupantsGetWhatIsSaidInOneOrder() {
    // Given
    openRoom();
    enter(BOB, "bob");
    int before = sentTo(BOB).size();

    // When
    for (int i = 0; i < 5; i++) {
      say(i % 2 == 0 ? ALICE : BOB, "m" + i);
    }

    // Then
    assertThat(bodies(sentTo(BOB).subList(before, sentTo(BOB).size())))
        .containsExactly("m0", "m1", "m2", "m3", "m4");
    assertThat(bodies(sentTo(ALICE))).containsExactly("m0", "m1", "m2", "m3", "m4");
    assertThat(bus.deadLetters()).isEmpty();
  }

  @Test
  void whoEntersIsToldOfOthersAsTheyAreByThen() {
    // Given
    openRoom();
    enter(BOB, "bob");
    assertThat(sentTo(BOB))
        .anySatisfy(each ->
            assertThat(each)
                .contains("from=\"" + ROOM + "/alice\"", "to=\"" + BOB, "affiliation=\"owner\"")
                .doesNotContain("jid=", "<show>"));

    // When
    send(ALICE, ROOM + "/alice", StanzaType.AVAILABLE, "<presence%s><show>xa</show></presence>");
    send(
        ALICE,
        ROOM,
        StanzaType.SET,
        "<iq%s type='set' id='a'><query xmlns='http://jabber.org/protocol/muc#admin'>"
            + "<item jid='carol@localhost' affiliation='admin'/></query></iq>");
    Jid carol = Jid.of("carol@localhost/1");
    enter(carol, "carol");

    // Then: a moderator sees real JIDs
    assertThat(sentTo(carol))
        .anySatisfy(
            each -> assertThat(each).contains(ROOM + "/alice", "<show>xa</show>", "jid=\"" + ALICE))
        .anySatisfy(each -> assertThat(each).contains(ROOM + "/bob", "jid=\"" + BOB));
  }

  @Test
  void whoComesAndGoesBetweenMessagesGetsWhatIsSaidMeanwhile() {
    // Given
    openRoom();
    enter(BOB, "bob");
    say(ALICE, "one");
    Jid carol = Jid.of("carol@localhost/1");

    // When
    enter(carol, "carol");
    say(ALICE, "two");
    send(BOB, ROOM + "/bob", StanzaType.UNAVAILABLE, "<presence%s type='unavailable'/>");
    say(ALICE, "three");

    // Then: "one" came to carol as history
    assertThat(bodies(sentTo(carol))).containsExactly("one", "two", "three");
    assertThat(bodies(sentTo(BOB))).containsExactly("one", "two");
    assertThat(bodies(sentTo(ALICE))).containsExactly("one", "two", "three");
  }

  @Test
  void aMessageIsOneRecordForEachPartitionOfItsReceivers() {
    // Given
    openRoom();
    for (int i = 0; i < 8; i++) {
      enter(Jid.of("guest" + i + "@localhost/1"), "guest" + i);
    }
    int before = bus.records(Topics.SESSION).size();
    int[] partitions =
        IntStream.range(0, 8)
            .map(i -> partitionOf("guest" + i + "@localhost"))
            .distinct()
            .toArray();

    // When
    say(ALICE, "hi");

    // Then: at most three receivers fit into one here
    List<InboundRecord> all = bus.records(Topics.SESSION);
    int records = all.size() - before;
    assertThat(records).isLessThan(9).isGreaterThanOrEqualTo(Math.max(partitions.length, 3));
    for (int i = 0; i < 8; i++) {
      String guest = "guest" + i + "@localhost";
      assertThat(bodies(sentTo(Jid.of(guest + "/1")))).containsExactly("hi");
      assertThat(sentTo(Jid.of(guest + "/1")).getLast()).contains(" to=\"" + guest + "/1\"");
    }
    for (InboundRecord record : all) {
      if (record.message() instanceof IncomingMany many) {
        assertThat(many.receivers()).hasSizeBetween(2, 3);
        assertThat(many.receivers())
            .allMatch(each -> partitionOf(each.bareText()) == record.partition());
      }
    }
  }

  private int partitionOf(String account) {
    return KeyPartition.of(account, bus.partitions(Topics.SESSION));
  }

  @Test
  void nextOwnerHasEveryOccupantNicknameAndRole() {
    // Given
    openRoom();
    enter(BOB, "bob");
    assertThat(bus.state(Topics.MUC_STATE)).hasSize(2);

    // When
    bus.crash(subscription);
    subscription = own();
    int before = sentTo(BOB).size();
    say(ALICE, "still here?");

    // Then
    assertThat(bodies(sentTo(BOB).subList(before, sentTo(BOB).size()))).contains("still here?");
    assertThat(sentTo(BOB).getLast()).contains(ROOM + "/alice");
  }

  @Test
  void whoHasLeftIsNotInTheStateAnyMore() {
    // Given
    openRoom();
    enter(BOB, "bob");

    // When
    send(BOB, ROOM + "/bob", StanzaType.UNAVAILABLE, "<presence%s type='unavailable'/>");

    // Then
    assertThat(bus.state(Topics.MUC_STATE)).hasSize(1);
  }

  @Test
  void whatAResumedClientSendsAgainIsDropped() {
    // Given
    openRoom();
    long n = (1L << 32) + 7;
    Origin origin = new Origin(new StreamRef("g1", "s-alice"), n);
    String message = "<message%s type='groupchat'><body>once</body></message>";

    // When
    publish(origin, ALICE, ROOM, StanzaType.GROUPCHAT, message);
    publish(origin, ALICE, ROOM, StanzaType.GROUPCHAT, message);

    // Then
    assertThat(bodies(sentTo(ALICE))).containsExactly("once");

    // When: the owner's successor gets it
    subscription.close();
    bus.runUntilIdle();
    subscription = own();
    publish(origin, ALICE, ROOM, StanzaType.GROUPCHAT, message);

    // Then
    assertThat(bodies(sentTo(ALICE))).containsExactly("once");

    // When
    publish(
        new Origin(new StreamRef("g1", "s-alice"), n + 1),
        ALICE,
        ROOM,
        StanzaType.GROUPCHAT,
        message);

    // Then
    assertThat(bodies(sentTo(ALICE))).containsExactly("once", "once");
  }

  // XEP-0425, section 3: what is not in memory is looked for, and the row waits meanwhile.
  @Test
  void onlyWhatTheArchiveHasIsModerated() {
    // Given: a subject is in the archive and not in the history
    openRoom();
    send(
        ALICE,
        ROOM,
        StanzaType.GROUPCHAT,
        "<message%s type='groupchat'><subject>Fire</subject></message>");
    String subject = sentTo(ALICE).getLast();
    int at = subject.indexOf("id=\"", subject.indexOf("<stanza-id"));
    String id = subject.substring(at + 4, subject.indexOf('"', at + 4));

    // When
    moderate("1-0");

    // Then
    assertThat(sentTo(ALICE).getLast()).contains("<item-not-found", "id=\"m\"");

    // When
    int before = sentTo(ALICE).size();
    moderate(id);
    say(ALICE, "after");

    // Then
    List<String> got = sentTo(ALICE).subList(before, sentTo(ALICE).size());
    assertThat(got).hasSize(3);
    assertThat(got).anySatisfy(each -> assertThat(each).contains("<retract", id));
    assertThat(got).anySatisfy(each -> assertThat(each).contains("type=\"result\"", "id=\"m\""));
    assertThat(bodies(got)).containsExactly("after");

    // When
    store.away(true);
    moderate("1-0");

    // Then
    assertThat(sentTo(ALICE).getLast()).contains("<internal-server-error");
    assertThat(bus.deadLetters()).isEmpty();
  }

  private void moderate(String id) {
    send(
        ALICE,
        ROOM,
        StanzaType.SET,
        "<iq%s type='set' id='m'><moderate xmlns='urn:xmpp:message-moderate:1' id='"
            + id
            + "'><retract xmlns='urn:xmpp:message-retract:1'/></moderate></iq>");
  }

  @Test
  void withoutItsDataARoomRefusesAndLaterWorks() {
    // Given
    store.away(true);

    // When
    enter(ALICE, "alice");

    // Then
    assertThat(sentTo(ALICE)).hasSize(1).first().asString().contains("internal-server-error");

    // When
    store.away(false);
    enter(ALICE, "alice");

    // Then
    assertThat(sentTo(ALICE).get(1)).contains("201");
    assertThat(bus.deadLetters()).isEmpty();
  }

  @Test
  void roomsWithoutOccupantsGiveWayInMemoryAndComeBack() {
    // Given
    openRoom();
    send(
        ALICE,
        ROOM,
        StanzaType.SET,
        "<iq%s type='set' id='p'><query xmlns='http://jabber.org/protocol/muc#owner'><x"
            + " xmlns='jabber:x:data' type='submit'><field"
            + " var='muc#roomconfig_persistentroom'><value>1</value></field></x></query></iq>");
    say(ALICE, "before");
    send(ALICE, ROOM + "/alice", StanzaType.UNAVAILABLE, "<presence%s type='unavailable'/>");
    for (int i = 0; i < 5; i++) {
      say(ALICE, "other" + i + "@muc.localhost", "nobody");
    }

    // When
    int before = sentTo(ALICE).size();
    enter(ALICE, "alice");

    // Then
    List<String> got = sentTo(ALICE).subList(before, sentTo(ALICE).size());
    assertThat(got.getFirst()).contains("affiliation=\"owner\"").doesNotContain("201");
    assertThat(bodies(got)).containsExactly("before");
  }

  @Test
  void pingOfTheServiceIsAnswered() {
    // When
    send(
        ALICE,
        "muc.localhost",
        StanzaType.GET,
        "<iq%s type='get' id='1'><ping xmlns='urn:xmpp:ping'/></iq>");

    // Then
    assertThat(sentTo(ALICE)).hasSize(1).first().asString().contains("type=\"result\"");
  }

  private void openRoom() {
    enter(ALICE, "alice");
    send(
        ALICE,
        ROOM,
        StanzaType.SET,
        "<iq%s type='set' id='c'><query xmlns='http://jabber.org/protocol/muc#owner'><x"
            + " xmlns='jabber:x:data' type='submit'/></query></iq>");
  }

  private void enter(Jid from, String nick) {
    send(from, ROOM + '/' + nick, StanzaType.AVAILABLE, ENTER);
  }

  private void say(Jid from, String body) {
    say(from, ROOM, body);
  }

  private void say(Jid from, String room, String body) {
    send(
        from,
        room,
        StanzaType.GROUPCHAT,
        "<message%s type='groupchat'><body>" + body + "</body></message>");
  }

  private void send(Jid from, String to, StanzaType type, String xml) {
    publish(new Origin(new StreamRef("g1", "s-" + from.local()), 1), from, to, type, xml);
  }

  private void publish(@Nullable Origin origin, Jid from, String to, StanzaType type, String xml) {
    String stanza =
        xml.formatted(" xmlns=\"jabber:client\" from=\"" + from + "\" to=\"" + to + '"');
    Jid target = Jid.of(to);
    bus.publish(
        Topics.MUC,
        target.bareText(),
        new Incoming(
            origin,
            new StanzaHead(type, null, from, target, 0),
            stanza.getBytes(StandardCharsets.UTF_8)),
        PublishCallback.IGNORED);
    bus.runUntilIdle();
  }

  private List<String> sentTo(Jid to) {
    List<String> stanzas = new ArrayList<>();
    for (InboundRecord record : bus.records(Topics.SESSION)) {
      List<Incoming> all =
          switch (record.message()) {
            case Incoming m -> List.of(m);
            case IncomingMany m -> m.receivers().stream().map(m::to).toList();
            default -> List.of();
          };
      for (Incoming incoming : all) {
        if (to.equals(incoming.head().to())) {
          stanzas.add(new String(incoming.stanza(), StandardCharsets.UTF_8));
        }
      }
    }
    return stanzas;
  }

  private static List<String> bodies(List<String> stanzas) {
    List<String> bodies = new ArrayList<>();
    for (String stanza : stanzas) {
      int start = stanza.indexOf("<body>");
      if (start >= 0 && !stanza.contains("type=\"error\"")) {
        bodies.add(stanza.substring(start + 6, stanza.indexOf("</body>")));
      }
    }
    return bodies;
  }
}
