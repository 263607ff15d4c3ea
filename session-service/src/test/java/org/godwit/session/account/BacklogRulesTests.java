package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.DESK;
import static org.godwit.session.account.MachineScript.NOW;
import static org.godwit.session.account.MachineScript.PHONE;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Delivered;
import org.godwit.protocol.envelope.BusMessage.StreamDetached;
import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.BusMessage.StreamReleased;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.account.Backlog.Phase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** XEP-0160, section 2; a batch is two rows. */
class BacklogRulesTests {

  private static final StreamRef RESUMED = new StreamRef("gw2", PHONE.stream());

  private final MachineScript script = new MachineScript().bound(PHONE, "phone");

  private static OfflineRow row(long offset, @Nullable String stream) {
    Stanzas.Stanza stanza = Stanzas.chat("carol@localhost/pad", "alice@localhost", "m" + offset);
    OfflineId id = new OfflineId("session", 3, offset, 0, NOW);
    return new OfflineRow("alice@localhost", id, stream, stanza.head(), stanza.bytes());
  }

  private static List<OfflineRow> rows(long... offsets) {
    List<OfflineRow> rows = new ArrayList<>();
    for (long offset : offsets) {
      rows.add(row(offset, null));
    }
    return rows;
  }

  private void available() {
    script.sent(PHONE, Stanzas.presence("alice@localhost/phone", ""));
  }

  /** The phone's stream is resumed at another gateway before its client has sent presence. */
  private void resumedWithoutPresence() {
    script.when(new StreamEnabled(PHONE, true, 60, -1));
    script.when(new StreamDetached(PHONE, new StreamCounts(0, 0, -1, -1)));
    script.when(new StreamReleased(PHONE, null, PHONE.stream()));
    script.when(
        new StreamResume(
            new StreamRef("gw2", "k2-phone"), MachineScript.ALICE, PHONE.stream(), 0, "b", 1));
  }

  private Phase phase() {
    return Objects.requireNonNull(script.state().mailbox().sharedBacklog()).phase();
  }

  private List<String> receipts() {
    List<String> receipts = new ArrayList<>();
    for (Effect effect : script.effects()) {
      if (effect instanceof Effect.ToGateway to
          && to.message() instanceof Deliver deliver
          && deliver.receipt() != null) {
        receipts.add(deliver.receipt());
      }
    }
    return receipts;
  }

  @Test
  void aFullBatchMeansThatMoreMayFollow() {
    // Given
    available();

    // When
    script.when(new AccountInput.Loaded(PHONE, rows(1, 2)));

    // Then
    assertThat(phase()).isEqualTo(Phase.SENDING);
    assertThat(receipts())
        .containsExactly(
            new OfflineReceipt(row(1, null).id()).text(),
            new OfflineReceipt(row(2, null).id()).text());
  }

  @Test
  void theLastReceiptOfABatchBringsTheNext() {
    // Given
    available();
    script.when(new AccountInput.Loaded(PHONE, rows(1, 2)));
    List<String> receipts = receipts();

    // When
    script.when(new Delivered(PHONE, receipts.get(0)));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.DeleteOffline(row(1, null).id(), true));

    // When
    script.when(new Delivered(PHONE, receipts.get(1)));

    // Then
    assertThat(script.effects())
        .containsExactly(
            new Effect.DeleteOffline(row(2, null).id(), true),
            new Effect.LoadBacklog(PHONE, row(2, null).id()));
  }

  @Test
  void afterTheLastRowsNewMessagesFollowThem() {
    // Given
    available();
    script.when(new AccountInput.Loaded(PHONE, rows(1)));
    assertThat(phase()).isEqualTo(Phase.DRAINING);

    // When
    script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "live"));

    // Then
    assertThat(script.streams()).containsExactly("k1-phone");
  }

  @Test
  void anEmptyMailboxIsNotReadAgainWithEveryPresence() {
    // Given
    available();
    script.when(new AccountInput.Loaded(PHONE, List.of()));
    assertThat(script.state().mailbox().sharedBacklog()).isNull();

    // When
    script.sent(PHONE, Stanzas.presence("alice@localhost/phone", "<show>away</show>"));

    // Then
    assertThat(script.effects()).isEmpty();
  }

  @Test
  void rowsThatComeForAStreamThatIsGoneAreNotSent() {
    // Given
    available();
    script.when(new BusMessage.StreamClosed(PHONE, Jid.of("alice@localhost/phone")));

    // When
    script.when(new AccountInput.Loaded(PHONE, rows(1)));

    // Then
    assertThat(script.effects()).isEmpty();
  }

  @Test
  void aResourceThatBecameUnavailableMeanwhileGetsNothing() {
    // Given
    available();
    script.sent(
        PHONE,
        Stanzas.of(
            org.godwit.protocol.stanza.StanzaType.UNAVAILABLE,
            "alice@localhost/phone",
            null,
            "",
            0));

    // When
    script.when(new AccountInput.Loaded(PHONE, rows(1)));

    // Then
    assertThat(script.effects()).isEmpty();
    assertThat(script.state().mailbox().sharedBacklog()).isNull();
  }

  @Test
  void aRowForAStreamThatNobodyKnowsIsAnybodys() {
    // Given
    available();

    // When
    script.when(new AccountInput.Loaded(PHONE, List.of(row(1, "k1-other"), row(2, "k1-phone"))));

    // Then
    assertThat(script.state().mailbox().sharedBacklog()).isNotNull();
    assertThat(script.streams()).containsExactly("k1-phone", "k1-phone");
  }

  @Test
  void aFailedLoadIsRepeatedAndHoldsBackForAWhile() {
    // Given
    available();

    // When
    script.when(new AccountInput.LoadFailed(PHONE));

    // Then
    assertThat(script.effects())
        .containsExactly(new Effect.RetryLater(PHONE), new Effect.HoldTimer(PHONE));
    script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "held"));
    assertThat(script.effects(Effect.PersistOffline.class)).hasSize(1);
    assertThat(script.streams()).isEmpty();

    // When
    script.when(new AccountInput.HoldOver(PHONE));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.Count(Effect.Event.HOLD_OVER));
    script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "live"));
    assertThat(script.streams()).containsExactly("k1-phone");

    // When
    script.when(new AccountInput.RetryLoad(PHONE));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.LoadBacklog(PHONE, null));
  }

  @Test
  void anUndeliveredReceiptHandsTheRestToAnotherResource() {
    // Given
    available();
    script.when(new AccountInput.Loaded(PHONE, rows(1)));
    OnlineSession desk = new OnlineSession(DESK, Jid.of("alice@localhost/desk"), true, 0);
    script.given(script.state().with(desk));
    Stanzas.Stanza stanza = Stanzas.chat("carol@localhost/pad", "alice@localhost", "m1");

    // When
    script.when(
        new BusMessage.Undelivered(
            PHONE, stanza.head(), stanza.bytes(), new OfflineReceipt(row(1, null).id()).text()));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.LoadBacklog(DESK, null));
  }

  @Test
  void aReceiptFromAnOwnerBeforeDoesNotEndTheBatch() {
    // Given
    available();
    script.when(new AccountInput.Loaded(PHONE, rows(1, 2)));

    // When
    script.when(new Delivered(PHONE, new OfflineReceipt(row(7, null).id()).text()));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.DeleteOffline(row(7, null).id(), true));
    assertThat(phase()).isEqualTo(Phase.SENDING);
  }

  @Test
  void aReceiptThatIsNotOursIsIgnored() {
    // When
    script.when(new Delivered(PHONE, "something else"));

    // Then
    assertThat(script.effects()).isEmpty();
  }

  @Test
  void whatIsAnybodysComesBeforeNewMessagesToAResumedStreamThatBecomesAvailable() {
    // Given: carol wrote while the phone was bound and not yet available
    resumedWithoutPresence();
    script.sent(RESUMED, Stanzas.presence("alice@localhost/phone", ""));

    // When
    script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "live"));

    // Then
    assertThat(script.effects(Effect.PersistOffline.class)).hasSize(1);

    // When: that load may have passed over what is anybody's
    script.when(new AccountInput.Loaded(RESUMED, rows(1)));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.LoadBacklog(RESUMED, null));

    // When
    script.when(new AccountInput.Loaded(RESUMED, rows(1)));

    // Then
    assertThat(receipts()).containsExactly(new OfflineReceipt(row(1, null).id()).text());
  }

  @Test
  void newMessagesWaitWhereOlderOnesWerePassedOver() {
    // Given: what was kept for the stream is under way, what is anybody's was passed over
    resumedWithoutPresence();
    script.when(
        new AccountInput.Loaded(RESUMED, List.of(row(1, null), row(5, PHONE.stream())), 9, NOW));
    script.when(new Delivered(RESUMED, new OfflineReceipt(row(5, null).id()).text()));
    script.when(new AccountInput.Loaded(RESUMED, List.of(row(6, PHONE.stream()))));
    script.sent(RESUMED, Stanzas.presence("alice@localhost/phone", ""));

    // When
    script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "live"));

    // Then
    assertThat(script.streams()).isEmpty();
    assertThat(script.effects(Effect.PersistOffline.class)).hasSize(1);
    assertThat(script.state().mailbox().durable()).hasSize(1);

    // When
    script.when(new Delivered(RESUMED, new OfflineReceipt(row(6, null).id()).text()));

    // Then
    assertThat(script.effects(Effect.LoadBacklog.class))
        .containsExactly(new Effect.LoadBacklog(RESUMED, null));
  }

  @Test
  void olderRowsThatWerePassedOverComeBeforeTheNextBatch() {
    // Given: a batch of its own is under way, more is there, and one of anybody's was passed over
    resumedWithoutPresence();
    script.when(
        new AccountInput.Loaded(RESUMED, List.of(row(1, null), row(5, PHONE.stream())), 9, NOW));
    script.sent(RESUMED, Stanzas.presence("alice@localhost/phone", ""));

    // When
    script.when(new Delivered(RESUMED, new OfflineReceipt(row(5, null).id()).text()));

    // Then
    assertThat(script.effects(Effect.LoadBacklog.class))
        .containsExactly(new Effect.LoadBacklog(RESUMED, null));
  }

  @Test
  void aRowThatWasStoredWhileLaterOnesWereReadIsNotPassedOver() {
    // Given
    available();
    script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "early"));
    Effect.PersistOffline stored = script.effects(Effect.PersistOffline.class).getFirst();
    OfflineRow later = row(stored.row().id().offset() + 1, null);

    // When: the load had begun before
    script.when(new AccountInput.Loaded(PHONE, List.of(later)));

    // Then
    assertThat(receipts()).containsExactly(new OfflineReceipt(later.id()).text());

    // When
    script.when(new Delivered(PHONE, new OfflineReceipt(later.id()).text()));

    // Then
    assertThat(script.effects(Effect.LoadBacklog.class))
        .containsExactly(new Effect.LoadBacklog(PHONE, null));
  }

  @Test
  void manyMessagesThatComeDuringEachLoadDoNotKeepTheStoredOnesBack() {
    // Given
    available();
    for (int i = 0; i < 200; i++) {
      script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "m" + i));
    }

    // When
    script.when(new AccountInput.Loaded(PHONE, rows(1)));

    // Then
    assertThat(receipts()).containsExactly(new OfflineReceipt(row(1, null).id()).text());

    // When
    script.when(new Delivered(PHONE, new OfflineReceipt(row(1, null).id()).text()));

    // Then
    assertThat(script.effects(Effect.LoadBacklog.class))
        .containsExactly(new Effect.LoadBacklog(PHONE, null));
  }

  @Test
  void aRowThatTheLoadHasSeenNeedsNoOther() {
    // Given
    available();
    script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "early"));
    OfflineRow stored = script.effects(Effect.PersistOffline.class).getFirst().row();

    // When
    script.when(new AccountInput.Loaded(PHONE, List.of(stored)));

    // Then
    assertThat(phase()).isEqualTo(Phase.DRAINING);
  }

  @Test
  void anotherDeviceWaitsUntilAllHasComeBackFromADetachedOne() {
    // Given
    script.when(new StreamEnabled(PHONE, true, 60, -1));
    available();
    script.when(new AccountInput.Loaded(PHONE, rows(1)));
    script.bound(DESK, "desk");
    script.when(new StreamDetached(PHONE, new StreamCounts(0, 0, -1, -1)));

    // When
    script.sent(DESK, Stanzas.presence("alice@localhost/desk", ""));

    // Then
    assertThat(script.effects(Effect.LoadBacklog.class)).isEmpty();
    assertThat(phase()).isEqualTo(Phase.HELD);

    // When
    script.when(new StreamReleased(PHONE, null, PHONE.stream()));

    // Then
    assertThat(script.effects(Effect.LoadBacklog.class))
        .containsExactly(new Effect.LoadBacklog(DESK, null));
  }

  @Test
  void whatAPartedStreamLeftIsNotForgottenWhereADetachedOneIsReleasedLater() {
    // Given: the phone is detached, the desk has closed its stream, the pad takes messages
    StreamRef pad = new StreamRef("gw1", "k1-pad");
    script.when(new StreamEnabled(PHONE, true, 60, -1));
    script.bound(DESK, "desk");
    script.given(
        script.state().with(new OnlineSession(pad, Jid.of("alice@localhost/pad"), true, 0)));
    script.when(new StreamDetached(PHONE, new StreamCounts(0, 0, -1, -1)));
    script.when(new BusMessage.StreamClosed(DESK, Jid.of("alice@localhost/desk")));
    script.when(new StreamReleased(DESK, null, DESK.stream()));
    script.when(new AccountInput.Kept(DESK, List.of()));
    // That nothing is waited for any more is decided by a record: a new owner repeats the log.
    StreamReleased settled = new StreamReleased(new StreamRef("", "k1-desk"), null, "k1-desk");
    assertThat(script.effects()).containsExactly(new Effect.ToSelf(settled));
    assertThat(script.state().ofStream(DESK)).isNotNull();
    script.when(settled);
    assertThat(script.state().ofStream(DESK)).isNull();
    assertThat(script.effects(Effect.LoadBacklog.class)).isEmpty();

    // When
    script.when(new StreamReleased(PHONE, null, PHONE.stream()));

    // Then
    assertThat(script.effects(Effect.LoadBacklog.class))
        .containsExactly(new Effect.LoadBacklog(pad, null));
  }

  @Test
  void theAnswerToARequestOfAnEarlierAttachmentReleasesNothing() {
    // Given: resumed by another stream, and detached again
    resumedWithoutPresence();
    script.when(new StreamDetached(RESUMED, new StreamCounts(0, 0, -1, -1)));

    // When
    script.when(new StreamReleased(RESUMED, null, PHONE.stream()));

    // Then
    assertThat(isReleased()).isFalse();

    // When
    script.when(new StreamReleased(RESUMED, null, "k2-phone"));

    // Then
    assertThat(isReleased()).isTrue();
  }

  private boolean isReleased() {
    return Objects.requireNonNull(script.state().ofStream(RESUMED)).attachment().released();
  }

  @Test
  void aNewOwnerLetsFollowWhatItsPredecessorLetFollow() {
    // Given
    available();
    script.when(new AccountInput.Loaded(PHONE, rows(1)));
    byte[] state = Objects.requireNonNull(AccountStateCodec.encode(script.state()));
    script.given(AccountStateCodec.decode(MachineScript.ALICE, state));

    // When
    script.when(new AccountInput.Restored());

    // Then: what is under way is read again, for nobody else
    assertThat(script.effects(Effect.LoadBacklog.class))
        .containsExactly(new Effect.LoadBacklog(PHONE, null));

    // When
    script.incoming(Stanzas.chat("carol@localhost/pad", "alice@localhost", "live"));

    // Then
    assertThat(script.streams()).containsExactly(PHONE.stream());
    assertThat(script.effects(Effect.PersistOffline.class)).isEmpty();
  }
}
