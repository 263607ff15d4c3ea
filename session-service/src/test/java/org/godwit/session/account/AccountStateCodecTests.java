package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.account.AccountState.Applied;
import org.godwit.session.account.Backlog.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountStateCodecTests {

  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final StreamRef STREAM = new StreamRef("gw1", "k1-a");

  /** Version 1 as it was written first: every later version must read it. */
  private static final String GOLDEN_1 =
      "01"
          + "0000000000000011"
          + "01"
          + "0003677731"
          + "00046b312d61"
          + "0002"
          + "0003677731"
          + "00046b312d61"
          + "000570686f6e65"
          + "01"
          + "fb"
          + "0003677732"
          + "00046b312d62"
          + "0003c3bc78"
          + "00"
          + "00";

  /** Version 2 as it was written first. */
  private static final String GOLDEN_2 =
      "02"
          + "0000000000000011"
          + "0000000000000007"
          + "01"
          + "0003677731"
          + "00046b312d61"
          + "03"
          + "01"
          + "01"
          + "0003677733"
          + "00046b312d63"
          + "0000000000000005"
          + "0001"
          + "0003677731"
          + "00046b312d61"
          + "000570686f6e65"
          + "eb"
          + "fb"
          + "01"
          + "0000000000000009"
          + "0000000000000064"
          + "00000000000002d1"
          + "0000000000000006"
          + "000000000000000f"
          + "00000001"
          + "000000000000000c"
          + "0000000000000004"
          + "0003677732"
          + "00046b312d62"
          + "0000000000000003"
          + "00026232"
          + "0000000000000008"
          + "0000012c"
          + "0000000000000001"
          + "0000000000000002"
          + "000000000000000a"
          + "000000000000000d"
          + "0000000000000010"
          + "00000002"
          + "000000000000000b"
          + "0000000000000001"
          + "000000000000000c"
          + "0000000000000002"
          + "0001"
          + "000000000000000e"
          + "01"
          + "0003677732"
          + "0000000000000015";

  private static AccountState state() {
    OnlineSession session =
        new OnlineSession(
            STREAM,
            Jid.of("alice@localhost/phone"),
            new Availability(true, -5, 9),
            new StreamProfile(true, false),
            new Attachment(
                StreamPhase.DETACHED,
                100,
                true,
                false,
                721,
                6,
                ReturnedStanzas.of(new long[] {12}, new long[] {4}, 15),
                new ResumeRequest(new StreamRef("gw2", "k1-b"), 3, "b2", 8),
                STREAM.stream()),
            new ManagedStream(
                true,
                300,
                new StreamCounts(1, 2, 10, 13),
                ReturnedStanzas.of(new long[] {11, 12}, new long[] {1, 2}, 16),
                RecentRows.of(14),
                List.of(new TopicFloor("gw2", 21))));
    return new AccountState(
        List.of(session),
        List.of(new EndedStream(new StreamRef("gw3", "k1-c"), 5)),
        Mailbox.UNKNOWN.withBacklog(new Backlog(STREAM, Phase.SENDING, false, null)),
        new Applied(17, 7));
  }

  private static AccountState decoded(String hex) {
    return AccountStateCodec.decode(ALICE, HexFormat.of().parseHex(hex));
  }

  @Test
  void theBytesOfVersion2AreFixed() {
    // When
    byte[] bytes = AccountStateCodec.encode(state());

    // Then
    assertThat(HexFormat.of().formatHex(Objects.requireNonNull(bytes))).isEqualTo(GOLDEN_2);
  }

  @Test
  void version2IsReadWholeAlsoWhereALaterVersionAppends() {
    assertThat(decoded(GOLDEN_2)).isEqualTo(state());
    assertThat(decoded(GOLDEN_2 + "ffff")).isEqualTo(state());
  }

  @Test
  void whatSessionsHaveSwitchedOnIsKept() {
    // Given
    OnlineSession phone = OnlineSession.bound(STREAM, Jid.of("alice@localhost/phone"));
    OnlineSession desk =
        OnlineSession.bound(new StreamRef("gw2", "k1-b"), Jid.of("alice@localhost/desk"));
    AccountState state =
        AccountState.EMPTY.with(phone).with(desk.with(new SessionFlags(true, true)));

    // When
    byte[] bytes = Objects.requireNonNull(AccountStateCodec.encode(state));

    // Then
    assertThat(AccountStateCodec.decode(ALICE, bytes)).isEqualTo(state);
    assertThat(state.differsDurably(AccountState.EMPTY.with(phone).with(desk))).isTrue();
  }

  @Test
  void version1IsReadAndPassesNoRecordOver() {
    // When
    AccountState state = decoded(GOLDEN_1);

    // Then
    assertThat(state.applied()).isEqualTo(new Applied(17, 0));
    assertThat(state.mailbox().sharedBacklog())
        .isEqualTo(new Backlog(STREAM, Phase.SENDING, false, null));
    assertThat(state.sessions())
        .containsExactly(
            new OnlineSession(STREAM, Jid.of("alice@localhost/phone"), true, -5),
            OnlineSession.bound(new StreamRef("gw2", "k1-b"), Jid.of("alice@localhost/\u00fcx")));
  }

  @ParameterizedTest
  @EnumSource(StreamPhase.class)
  void allPhasesOfASessionAreKept(StreamPhase phase) {
    // Given
    OnlineSession session = OnlineSession.bound(STREAM, Jid.of("alice@localhost/phone"));
    AccountState state =
        AccountState.EMPTY.with(
            session.with(
                new Attachment(phase, 1, false, true, -1, 5, ReturnedStanzas.NONE, null, "k1-r")));

    // When
    byte[] bytes = Objects.requireNonNull(AccountStateCodec.encode(state));

    // Then
    assertThat(AccountStateCodec.decode(ALICE, bytes)).isEqualTo(state);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void onlyWhatNoInputWouldTellIsKeptOfABacklog(Phase phase) {
    // Given
    Backlog backlog = new Backlog(STREAM, phase, false, null);

    // When
    byte[] bytes = Objects.requireNonNull(AccountStateCodec.encode(state().withBacklog(backlog)));

    // Then
    assertThat(AccountStateCodec.decode(ALICE, bytes).mailbox().sharedBacklog()).isEqualTo(backlog);
  }

  @Test
  void newMessagesThatMayFollowMayDoSoUnderANewOwner() {
    // Given
    Backlog lifted = Backlog.of(STREAM, Phase.LOADING, true).with(Backlog.Hold.LIFTED);
    Backlog own = Backlog.of(STREAM, Phase.DRAINING, false);

    // When
    byte[] shared = Objects.requireNonNull(AccountStateCodec.encode(state().withBacklog(lifted)));
    byte[] alone = Objects.requireNonNull(AccountStateCodec.encode(state().withBacklog(own)));

    // Then
    assertThat(AccountStateCodec.decode(ALICE, shared).mailbox().backlogs())
        .containsExactly(Backlog.of(STREAM, Phase.DRAINING, true));
    assertThat(AccountStateCodec.decode(ALICE, alone).mailbox().backlogs()).isEmpty();
  }

  @Test
  void anAccountOfWhichNothingMattersIsATombstone() {
    assertThat(AccountStateCodec.encode(AccountState.EMPTY)).isNull();
    assertThat(AccountStateCodec.encode(AccountState.EMPTY.withApplied(new Applied(3, 1))))
        .isNotNull();
  }

  @Test
  void bytesThatEndEarlyAndUnknownVersionsAreRefusedInOneWay() {
    for (String golden : List.of(GOLDEN_1, GOLDEN_2)) {
      byte[] whole = HexFormat.of().parseHex(golden);
      for (int length = 0; length < whole.length; length++) {
        byte[] part = Arrays.copyOf(whole, length);
        assertThatThrownBy(() -> AccountStateCodec.decode(ALICE, part))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
    assertThatThrownBy(() -> decoded("03" + GOLDEN_2.substring(2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 3");
  }
}
