package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.account.Backlog.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountStateCodecTests {

  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final StreamRef STREAM = new StreamRef("gw1", "k1-a");

  /** Version 1 as it was written first: every later version must read it. */
  private static final String GOLDEN =
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

  private static AccountState state() {
    return new AccountState(
        List.of(
            new OnlineSession(STREAM, Jid.of("alice@localhost/phone"), true, -5),
            OnlineSession.bound(new StreamRef("gw2", "k1-b"), Jid.of("alice@localhost/\u00fcx"))),
        Mailbox.UNKNOWN.withBacklog(new Backlog(STREAM, Phase.SENDING, false, null)),
        17);
  }

  @Test
  void theBytesOfVersion1AreFixed() {
    // When
    byte[] bytes = AccountStateCodec.encode(state());

    // Then
    assertThat(HexFormat.of().formatHex(Objects.requireNonNull(bytes))).isEqualTo(GOLDEN);
  }

  @Test
  void version1IsReadWholeAlsoWhereALaterVersionAppends() {
    assertThat(AccountStateCodec.decode(ALICE, HexFormat.of().parseHex(GOLDEN))).isEqualTo(state());
    assertThat(AccountStateCodec.decode(ALICE, HexFormat.of().parseHex(GOLDEN + "ffff")))
        .isEqualTo(state());
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void onlyWhatNoInputWouldTellIsKeptOfABacklog(Phase phase) {
    // Given
    Backlog backlog = new Backlog(STREAM, phase, false, null);

    // When
    byte[] bytes = AccountStateCodec.encode(state().withBacklog(backlog));

    // Then
    boolean kept = phase == Phase.SENDING || phase == Phase.WAITING;
    assertThat(AccountStateCodec.decode(ALICE, Objects.requireNonNull(bytes)).mailbox().backlog())
        .isEqualTo(kept ? backlog : null);
  }

  @Test
  void anAccountWithoutSessionsIsATombstone() {
    assertThat(AccountStateCodec.encode(AccountState.EMPTY)).isNull();
  }

  @Test
  void bytesThatEndEarlyAndUnknownVersionsAreRefusedInOneWay() {
    byte[] golden = HexFormat.of().parseHex(GOLDEN);
    for (int length = 0; length < golden.length; length++) {
      byte[] part = Arrays.copyOf(golden, length);
      assertThatThrownBy(() -> AccountStateCodec.decode(ALICE, part))
          .isInstanceOf(IllegalArgumentException.class);
    }
    golden[0] = 2;
    assertThatThrownBy(() -> AccountStateCodec.decode(ALICE, golden))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("version 2");
  }
}
