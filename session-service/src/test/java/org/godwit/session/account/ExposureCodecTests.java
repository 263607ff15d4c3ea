package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

class ExposureCodecTests {

  private static final Jid ALICE = Jid.of("alice@localhost");

  private static OnlineSession session(String resource, Exposure exposure) {
    return OnlineSession.bound(new StreamRef("gw", resource), Jid.of("alice@localhost/" + resource))
        .with(exposure);
  }

  private static AccountState of(OnlineSession... sessions) {
    return new AccountState(
        List.of(sessions), List.of(), Mailbox.UNKNOWN, new AccountState.Applied(7, 8));
  }

  @Test
  void whatOthersKnowOfEachSessionComesBack() {
    // Given
    AccountState state =
        of(
            session("a", Exposure.NONE),
            session(
                "b",
                new Exposure(
                    "<presence>\uD83D\uDE80" + "x".repeat(70_000) + "</presence>",
                    true,
                    true,
                    List.of(Jid.of("room@muc.localhost/n"), Jid.of("bob@localhost")),
                    "list")));

    // When
    byte[] bytes = Objects.requireNonNull(AccountStateCodec.encode(state));

    // Then
    assertThat(AccountStateCodec.decode(ALICE, bytes)).isEqualTo(state);
  }

  @Test
  void aPartThatIsNotKnownIsPassedOver() {
    // Given
    AccountState state = of(session("a", Exposure.NONE.withInterested()));
    byte[] bytes = Objects.requireNonNull(AccountStateCodec.encode(state));
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 8);
    longer[bytes.length] = 99;
    longer[bytes.length + 4] = 3;

    // When
    AccountState read = AccountStateCodec.decode(ALICE, longer);

    // Then
    assertThat(read).isEqualTo(state);
  }

  @Test
  void aStateOfAnEarlierReleaseHasNoParts() {
    // Given
    AccountState state = of(session("a", Exposure.NONE));
    byte[] bytes = Objects.requireNonNull(AccountStateCodec.encode(state));

    // Then
    assertThat(AccountStateCodec.decode(ALICE, bytes)).isEqualTo(state);
  }
}
