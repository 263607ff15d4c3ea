package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.stream;

import java.util.List;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;

/** Offline messages from the first to the last record (XEP-0160); the batch is three rows. */
class OfflineDeliveryTests {

  private static final StreamRef PHONE = stream("gw1", "k1-phone");
  private static final StreamRef DESK = stream("gw1", "k1-desk");

  private final AccountScenario s = new AccountScenario();

  private void away(int count) {
    for (int i = 1; i <= count; i++) {
      s.chat(ALICE, "m" + i);
    }
  }

  @Test
  void waitingMessagesComeInOrderWithTheTimeAtWhichTheyWereSent() {
    // Given
    away(2);
    s.clock.advance(java.time.Duration.ofHours(1));

    // When
    s.online(PHONE, ALICE, "phone");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("m1", "m2");
    assertThat(s.texts(PHONE).getFirst())
        .contains(
            "<delay xmlns=\"urn:xmpp:delay\" from=\"localhost\" stamp=\"2026-01-01T00:00:00Z\"/>");
  }

  @Test
  void messagesAreDeletedOnlyOnceTheyWereDelivered() {
    // Given
    away(2);
    s.online(PHONE, ALICE, "phone");
    assertThat(s.store.rows(ALICE)).hasSize(2);

    // When
    s.acknowledgeAll(PHONE, ALICE);

    // Then
    assertThat(s.store.rows(ALICE)).isEmpty();
    assertThat(s.meter("xmpp.session.offline.delivered")).isEqualTo(2);
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void theNextBatchWaitsForTheOneBefore() {
    // Given
    away(8);

    // When
    s.online(PHONE, ALICE, "phone");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("m1", "m2", "m3");

    // When
    s.acknowledgeAll(PHONE, ALICE);

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8");
    assertThat(s.store.rows(ALICE)).isEmpty();
  }

  @Test
  void aNewMessageDoesNotOvertakeTheBacklog() {
    // Given
    away(4);
    s.online(PHONE, ALICE, "phone");
    assertThat(s.bodies(PHONE)).hasSize(3);

    // When
    s.chat(ALICE, "new");
    s.chat("alice@localhost/phone", "newer");
    s.acknowledgeAll(PHONE, ALICE);
    s.chat(ALICE, "live");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("m1", "m2", "m3", "m4", "new", "newer", "live");
    assertThat(s.delivers(PHONE).getLast().receipt()).isNull();
    assertThat(s.store.rows(ALICE)).isEmpty();
  }

  @Test
  void aMessageThatComesWhileTheBacklogIsReadIsNotForgotten() {
    // Given
    away(1);
    s.bind(PHONE, ALICE, "phone");
    s.store.hold();
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", ""));

    // When
    s.chat(ALICE, "meanwhile");
    s.store.letGo();
    s.run();
    s.acknowledgeAll(PHONE, ALICE);

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("m1", "meanwhile");
    assertThat(s.store.rows(ALICE)).isEmpty();
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void anotherResourceGetsNewMessagesAtOnceAndOnlyOnce() {
    // Given
    away(4);
    s.online(PHONE, ALICE, "phone");
    s.online(DESK, ALICE, "desk");

    // When
    s.chat(ALICE, "new");

    // Then
    assertThat(s.bodies(DESK)).containsExactly("new");

    // When
    s.closed(PHONE, "alice@localhost/phone");
    s.acknowledgeAll(DESK, ALICE);

    // Then
    assertThat(s.bodies(DESK)).containsExactly("new", "m1", "m2", "m3", "m4");
    assertThat(s.store.rows(ALICE)).isEmpty();
  }

  @Test
  void aNegativePriorityGetsNoOfflineMessages() {
    // Given
    away(1);
    s.bind(PHONE, ALICE, "phone");

    // When
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", "<priority>-1</priority>"));

    // Then
    assertThat(s.bodies(PHONE)).isEmpty();

    // When
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", "<priority>0</priority>"));

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("m1");
  }

  @Test
  void whatWasNotDeliveredGoesToTheNextResource() {
    // Given
    away(2);
    s.online(PHONE, ALICE, "phone");
    List<Deliver> lost = s.delivers(PHONE);

    // When
    for (Deliver deliver : lost) {
      s.publish(
          ALICE,
          new BusMessage.Undelivered(PHONE, deliver.head(), deliver.stanza(), deliver.receipt()));
    }
    s.closed(PHONE, "alice@localhost/phone");
    s.online(DESK, ALICE, "desk");
    s.acknowledgeAll(DESK, ALICE);

    // Then
    assertThat(s.bodies(DESK)).containsExactly("m1", "m2");
    assertThat(s.texts(DESK).getFirst()).containsOnlyOnce("<delay");
    assertThat(s.store.rows(ALICE)).isEmpty();
  }

  @Test
  void pastTheLimitTheSenderIsTold() {
    // Given
    s.bind(stream("gw2", "k1-carol"), "carol@localhost", "pad");

    // When
    away(11);

    // Then
    assertThat(s.store.rows(ALICE)).hasSize(10);
    assertThat(s.texts(stream("gw2", "k1-carol")))
        .singleElement()
        .asString()
        .contains("type=\"error\"", "service-unavailable");
    assertThat(s.meter("xmpp.session.offline.refused")).isEqualTo(1);
    assertThat(s.meter("xmpp.session.offline.stored")).isEqualTo(10);
  }

  @Test
  void withoutDatabaseNewMessagesWaitBehindStoredOnesForAWhile() {
    // Given
    away(1);
    s.store.goAway();
    s.online(PHONE, ALICE, "phone");

    // When
    s.chat(ALICE, "m2");

    // Then
    assertThat(s.bodies(PHONE)).isEmpty();

    // When
    s.pass(java.time.Duration.ofMinutes(2));
    s.chat(ALICE, "live");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("live");
    assertThat(s.meter("xmpp.session.offline.passed")).isEqualTo(1);

    // When
    s.fireTimers();
    s.store.comeBack();
    s.fireTimers();
    s.acknowledgeAll(PHONE, ALICE);

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("live", "m1", "m2");
    assertThat(s.store.rows(ALICE)).isEmpty();
  }

  @Test
  void withoutDatabaseAMessageIsNotCommittedBeforeItIsStored() {
    // Given
    s.store.goAway();

    // When
    s.chat(ALICE, "m1");

    // Then
    assertThat(s.isAllCommitted()).isFalse();

    // When
    s.store.comeBack();
    s.run();

    // Then
    assertThat(s.store.rows(ALICE)).hasSize(1);
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void aLiveMessageThatCouldNotBeWrittenWaitsForTheNextResource() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.chat(ALICE, "lost");
    Deliver lost = s.delivers(PHONE).getFirst();

    // When
    s.publish(ALICE, new BusMessage.Undelivered(PHONE, lost.head(), lost.stanza(), null));
    s.closed(PHONE, "alice@localhost/phone");
    s.online(DESK, ALICE, "desk");

    // Then
    assertThat(s.bodies(DESK)).containsExactly("lost");
  }

  @Test
  void anUndeliveredRequestIsAnsweredForTheResourceThatIsGone() {
    // Given
    Stanzas.Stanza iq =
        Stanzas.iq(
            StanzaType.GET,
            "carol@localhost/pad",
            "alice@localhost/phone",
            "<ping xmlns=\"urn:xmpp:ping\"/>");
    StreamRef carol = stream("gw2", "k1-carol");
    s.bind(carol, "carol@localhost", "pad");

    // When
    s.publish(ALICE, new BusMessage.Undelivered(PHONE, iq.head(), iq.bytes(), null));
    s.run();

    // Then
    assertThat(s.texts(carol))
        .singleElement()
        .asString()
        .contains("type=\"error\"", "service-unavailable", "from=\"alice@localhost/phone\"");
  }
}
