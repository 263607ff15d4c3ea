package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.stream;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills the owner after every single step of the bus; the next one repeats what is unfinished. */
class AccountCrashTests {

  private static final StreamRef PHONE = stream("gw1", "k1-phone");
  private static final StreamRef DESK = stream("gw1", "k1-desk");

  /** Lets at most {@code steps} things happen, then kills the owner and lets the rest happen. */
  private static void crashAfter(AccountScenario s, int steps) {
    for (int i = 0; i < steps && s.bus.step(); i++) {
      // Each step is one append, one batch or one commit.
    }
    s.crash();
    s.run();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20})
  void noMessageToAnAbsentUserIsLost(int steps) {
    // Given
    AccountScenario s = new AccountScenario();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Stanzas.Stanza stanza = Stanzas.chat("carol@localhost/pad", ALICE, "m" + i);
      s.publish(ALICE, new BusMessage.Incoming(null, stanza.head(), stanza.bytes()));
      expected.add("m" + i);
    }

    // When
    crashAfter(s, steps);

    // Then
    s.online(PHONE, ALICE, "phone");
    s.acknowledgeAll(PHONE, ALICE);
    assertThat(s.bodies(PHONE)).containsExactlyElementsOf(expected);
    assertThat(s.isAllCommitted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20})
  void aBindIsAnsweredAndItsSessionIsThere(int steps) {
    // Given
    AccountScenario s = new AccountScenario();
    s.publish(ALICE, new BusMessage.StreamBind(PHONE, Jid.of(ALICE), "phone", "b1"));

    // When
    crashAfter(s, steps);

    // Then
    assertThat(s.gateway("gw1")).hasAtLeastOneElementOfType(StreamBound.class);
    s.chat("alice@localhost/phone", "hi");
    assertThat(s.bodies(PHONE)).containsExactly("hi");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20})
  void aConflictDrivesOutTheOldStreamAndNeverTheNewOne(int steps) {
    // Given
    AccountScenario s = new AccountScenario();
    s.bind(PHONE, ALICE, "one");
    s.publish(ALICE, new BusMessage.StreamBind(DESK, Jid.of(ALICE), "one", "b2"));

    // When
    crashAfter(s, steps);

    // Then
    List<StreamClose> closed =
        s.gateway("gw1").stream()
            .filter(StreamClose.class::isInstance)
            .map(StreamClose.class::cast)
            .toList();
    assertThat(closed).isNotEmpty().allMatch(close -> close.stream().equals(PHONE.stream()));
    s.chat("alice@localhost/one", "hi");
    assertThat(s.bodies(DESK)).containsExactly("hi");
  }

  @Test
  void aBindThatIsRepeatedAfterItsSuccessorDoesNotDriveItOut() {
    // Given
    AccountScenario s = new AccountScenario();
    s.publish(ALICE, new BusMessage.StreamBind(PHONE, Jid.of(ALICE), "one", "b1"));
    s.publish(ALICE, new BusMessage.StreamBind(DESK, Jid.of(ALICE), "one", "b2"));
    // All is handled, but nothing was committed: everything is repeated on the newest state.
    while (s.bus.committed("session", "session-service", partition(s)) < 0 && s.bus.step()) {
      if (s.bus.state("session-state").containsKey(ALICE) && hasBoth(s)) {
        break;
      }
    }

    // When
    s.crash();
    s.run();

    // Then
    assertThat(s.gateway("gw1").stream().filter(StreamClose.class::isInstance))
        .allMatch(m -> ((StreamClose) m).stream().equals(PHONE.stream()));
    s.chat("alice@localhost/one", "hi");
    assertThat(s.bodies(DESK)).containsExactly("hi");
  }

  private static boolean hasBoth(AccountScenario s) {
    return s.gateway("gw1").stream().filter(StreamBound.class::isInstance).count() >= 2;
  }

  private static int partition(AccountScenario s) {
    return s.bus.records("session").stream()
        .filter(record -> record.key().equals(ALICE))
        .findFirst()
        .map(org.godwit.bus.InboundRecord::partition)
        .orElse(0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 30})
  void aBacklogReachesItsEndAlthoughTheOwnerDies(int steps) {
    // Given
    AccountScenario s = new AccountScenario();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      s.chat(ALICE, "m" + i);
      expected.add("m" + i);
    }
    s.bind(PHONE, ALICE, "phone");
    Stanzas.Stanza presence = Stanzas.presence("alice@localhost/phone", "");
    s.publish(
        ALICE,
        new BusMessage.Sent(
            new org.godwit.protocol.envelope.Origin(PHONE, 1), presence.head(), presence.bytes()));

    // When
    crashAfter(s, steps);
    s.acknowledgeAll(PHONE, ALICE);

    // Then: what was under way may come twice after a crash, but all comes, in order.
    assertThat(new LinkedHashSet<>(s.bodies(PHONE))).containsExactlyElementsOf(expected);
    assertThat(s.store.rows(ALICE)).isEmpty();
    assertThat(s.isAllCommitted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 30})
  void deliveredReceiptsAreNotLostWithTheOwner(int steps) {
    // Given
    AccountScenario s = new AccountScenario();
    for (int i = 0; i < 4; i++) {
      s.chat(ALICE, "m" + i);
    }
    s.online(PHONE, ALICE, "phone");
    s.delivers(PHONE)
        .forEach(deliver -> {
          String receipt = deliver.receipt();
          if (receipt != null) {
            s.publish(ALICE, new BusMessage.Delivered(PHONE, receipt));
          }
        });

    // When
    crashAfter(s, steps);
    s.acknowledgeAll(PHONE, ALICE);

    // Then
    assertThat(s.store.rows(ALICE)).isEmpty();
    assertThat(new LinkedHashSet<>(s.bodies(PHONE))).containsExactly("m0", "m1", "m2", "m3");
  }

  @Test
  void whatTheDatabaseHadNotTakenIsStoredByTheNextOwner() {
    // Given
    AccountScenario s = new AccountScenario();
    s.store.hold();
    s.chat(ALICE, "m0");
    s.chat(ALICE, "m1");

    // When
    s.crash();
    s.run();

    // Then
    assertThat(s.store.rows(ALICE)).hasSize(2);
  }

  @Test
  void aGracefulHandoverKeepsSessionsAndMessages() {
    // Given
    AccountScenario s = new AccountScenario();
    s.online(PHONE, ALICE, "phone");
    s.chat(ALICE, "before");

    // When
    s.restart();
    s.chat(ALICE, "after");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("before", "after");
  }
}
