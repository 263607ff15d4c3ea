package org.godwit.muc.owner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.godwit.bus.KeyPartition;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

class AudienceTests {

  private static final Jid PHONE = Jid.of("alice@localhost/phone");
  private static final Jid DESK = Jid.of("alice@localhost/desk");

  @Test
  void clientsOfOneAccountAreInRecordsOfTheirOwn() {
    // Given
    Audience audience = new Audience(1, 10);

    // When
    audience.add(PHONE);
    audience.add(DESK);
    audience.add(Jid.of("bob@localhost/1"));

    // Then
    assertThat(audience.records())
        .containsExactly(
            new Audience.Share(0, List.of(PHONE, Jid.of("bob@localhost/1"))),
            new Audience.Share(0, List.of(DESK)));
  }

  @Test
  void recordsAreForOnePartitionAndNotTooLong() {
    // Given
    Audience audience = new Audience(4, 7);

    // When
    for (int i = 0; i < 100; i++) {
      audience.add(Jid.of("user" + i + "@localhost/1"));
    }

    // Then
    List<Audience.Share> records = audience.records();
    assertThat(records.stream().mapToInt(each -> each.receivers().size()).sum()).isEqualTo(100);
    assertThat(records).hasSizeBetween(15, 19);
    assertThat(records)
        .allSatisfy(each -> {
          assertThat(each.receivers()).hasSizeBetween(1, 7);
          assertThat(each.receivers())
              .allMatch(jid -> KeyPartition.of(jid.bareText(), 4) == each.partition());
        });
  }
}
