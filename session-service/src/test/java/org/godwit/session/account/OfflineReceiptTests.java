package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfflineReceiptTests {

  private static final OfflineId ID = new OfflineId("session", 3, 9_000_000_000L, 2, 17L);

  @Test
  void aReceiptTellsAllToAnOwnerWhoNeverSentIt() {
    // Given
    OfflineReceipt receipt = new OfflineReceipt(ID);

    // When
    OfflineReceipt read = OfflineReceipt.parse(receipt.text());

    // Then
    assertThat(read).isEqualTo(receipt);
  }

  @Test
  void theTextIsFixedBecauseReceiptsAreUnderWayWhenOwnersChange() {
    assertThat(new OfflineReceipt(ID).text()).isEqualTo("o2 3 9000000000 2 17 session");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "o2",
        "o2 3 x 2 17 session",
        "o1 3 9 2 17 session",
        "o2 3 9 2 17 session more"
      })
  void whatIsNoReceiptIsIgnored(String text) {
    assertThat(OfflineReceipt.parse(text)).isNull();
  }
}
