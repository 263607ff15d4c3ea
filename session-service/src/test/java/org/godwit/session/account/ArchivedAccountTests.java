package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.stream;

import java.time.Duration;
import java.util.List;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.xep0280_carbons.CarbonsModule;
import org.godwit.session.xep0313_mam.ArchiveModule;
import org.junit.jupiter.api.Test;

/** Archive and carbons through the owner: its death, resumption, and its answers. */
class ArchivedAccountTests {

  private static final StreamRef PHONE = stream("gw1", "k1-phone");
  private static final StreamRef DESK = stream("gw2", "k1-desk");

  private final FakeArchive[] holder = {new FakeArchive()};
  private final AccountScenario s =
      new AccountScenario(
          new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100)
              .with(new ArchiveSettings(true, 0)),
          List.of(new CarbonsModule(), new ArchiveModule(holder[0], 10, 10, 10)),
          holder[0]);

  private void enable(StreamRef stream, String from) {
    s.sent(
        stream, Stanzas.iq(StanzaType.SET, from, null, "<enable xmlns=\"urn:xmpp:carbons:2\"/>"));
  }

  @Test
  void carbonsStayOnWhenTheOwnerDies() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.online(DESK, ALICE, "desk");
    enable(DESK, "alice@localhost/desk");
    assertThat(s.texts(DESK).getLast()).contains("type=\"result\"");

    // When
    s.crash();
    s.chat("alice@localhost/phone", "after the crash");

    // Then
    assertThat(s.texts(DESK).getLast()).contains("<received", "after the crash");
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void aRepeatedRecordArchivesNothingTwice() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.chat(ALICE, "once");

    // When
    s.crash();
    s.chat(ALICE, "and again");

    // Then
    assertThat(s.archive.texts(ALICE)).hasSize(2);
    assertThat(s.archive.texts(ALICE).getFirst()).contains("once");
  }

  @Test
  void theResultsOfAQueryComeBeforeItsAnswer() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.chat(ALICE, "one");
    s.chat(ALICE, "two");
    int before = s.texts(PHONE).size();

    // When
    s.sent(
        PHONE,
        Stanzas.iq(
            StanzaType.SET,
            "alice@localhost/phone",
            null,
            "<query xmlns=\"urn:xmpp:mam:2\" queryid=\"q1\"/>"));

    // Then
    List<String> got = s.texts(PHONE).subList(before, s.texts(PHONE).size());
    assertThat(got).hasSize(3);
    assertThat(got.get(0))
        .startsWith(
            "<message xmlns=\"jabber:client\" from=\"alice@localhost\""
                + " to=\"alice@localhost/phone\"><result xmlns=\"urn:xmpp:mam:2\" queryid=\"q1\"")
        .contains("<delay xmlns=\"urn:xmpp:delay\" stamp=", "<body>one</body>");
    assertThat(got.get(1)).contains("<body>two</body>");
    assertThat(got.get(2)).contains("type=\"result\"", "<fin", "complete=\"true\"", "<count>2<");
  }

  @Test
  void theArchiveGoesWithItsAccount() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.chat(ALICE, "one");
    s.removals.removed(org.godwit.protocol.jid.Jid.of(ALICE));

    // When
    enable(PHONE, "alice@localhost/phone");

    // Then
    assertThat(s.archive.texts(ALICE)).isEmpty();
  }
}
