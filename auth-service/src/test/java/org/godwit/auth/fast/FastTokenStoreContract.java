package org.godwit.auth.fast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

/** What every store of tokens does. */
public interface FastTokenStoreContract {

  Jid ALICE = Jid.of("alice@localhost");
  Jid BOB = Jid.of("bob@localhost");
  String PHONE = "d4565fa7-4d72-4749-b3d3-740edbf87770";
  String LAPTOP = "11111111-4d72-4749-b3d3-740edbf87770";
  Instant ISSUED = Instant.parse("2026-03-01T10:15:30.123Z");

  /** Returns a store without tokens that knows the accounts alice and bob at localhost. */
  FastTokenStore store();

  /** Removes alice's account. */
  void deleteAlice();

  private static FastToken token(FastToken.Slot slot, int number) {
    byte[] salt = new byte[32];
    salt[0] = (byte) number;
    byte[] hash = new byte[32];
    hash[31] = (byte) number;
    return new FastToken(
        slot,
        "HT-SHA-256-NONE",
        salt,
        hash,
        ISSUED.plusMillis(number),
        ISSUED.plus(Duration.ofDays(number)));
  }

  @Test
  default void tokenThatWasPutIsFound() {
    // When
    boolean done = store().put(ALICE, PHONE, token(FastToken.Slot.NEW, 1), 5);

    // Then
    assertThat(done).isTrue();
    assertThat(store().find(ALICE, PHONE))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(token(FastToken.Slot.NEW, 1));
    assertThat(store().find(ALICE, LAPTOP)).isEmpty();
    assertThat(store().find(BOB, PHONE)).isEmpty();
  }

  @Test
  default void tokenTakesThePlaceOfTheOneInItsSlot() {
    // Given
    store().put(ALICE, PHONE, token(FastToken.Slot.NEW, 1), 5);

    // When
    store().put(ALICE, PHONE, token(FastToken.Slot.NEW, 2), 5);

    // Then
    assertThat(store().find(ALICE, PHONE))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(token(FastToken.Slot.NEW, 2));
  }

  @Test
  default void newTokenThatIsUsedReplacesTheCurrentOne() {
    // Given: XEP-0484, section 5.1.
    store().put(ALICE, PHONE, token(FastToken.Slot.CURRENT, 1), 5);
    store().put(ALICE, PHONE, token(FastToken.Slot.NEW, 2), 5);
    assertThat(store().find(ALICE, PHONE))
        .extracting(FastToken::slot)
        .containsExactly(FastToken.Slot.NEW, FastToken.Slot.CURRENT);

    // When
    store().promote(ALICE, PHONE, token(FastToken.Slot.NEW, 2).salt());

    // Then
    assertThat(store().find(ALICE, PHONE))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(token(FastToken.Slot.CURRENT, 2));
  }

  @Test
  default void tokenThatHasGoneIsNotPromoted() {
    // Given
    store().put(ALICE, PHONE, token(FastToken.Slot.CURRENT, 1), 5);
    store().put(ALICE, PHONE, token(FastToken.Slot.NEW, 3), 5);

    // When
    store().promote(ALICE, PHONE, token(FastToken.Slot.NEW, 2).salt());

    // Then
    assertThat(store().find(ALICE, PHONE))
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(token(FastToken.Slot.NEW, 3), token(FastToken.Slot.CURRENT, 1));
  }

  @Test
  default void clientsPastTheLimitLoseTheOldest() {
    // When
    store().put(ALICE, PHONE, token(FastToken.Slot.NEW, 1), 2);
    store().put(ALICE, LAPTOP, token(FastToken.Slot.NEW, 2), 2);
    store().put(BOB, PHONE, token(FastToken.Slot.NEW, 3), 2);
    String third = PHONE.replace('d', 'e');
    store().put(ALICE, third, token(FastToken.Slot.NEW, 4), 2);

    // Then
    assertThat(store().find(ALICE, PHONE)).isEmpty();
    assertThat(store().find(ALICE, LAPTOP)).hasSize(1);
    assertThat(store().find(ALICE, third)).hasSize(1);
    assertThat(store().find(BOB, PHONE)).hasSize(1);
  }

  @Test
  default void removingTakesOneClientOrAll() {
    // Given
    store().put(ALICE, PHONE, token(FastToken.Slot.NEW, 1), 5);
    store().put(ALICE, LAPTOP, token(FastToken.Slot.NEW, 2), 5);
    store().put(ALICE, LAPTOP, token(FastToken.Slot.CURRENT, 3), 5);

    // When
    store().remove(ALICE, PHONE);
    int removed = store().removeAll(ALICE);

    // Then
    assertThat(removed).isEqualTo(2);
    assertThat(store().find(ALICE, PHONE)).isEmpty();
    assertThat(store().find(ALICE, LAPTOP)).isEmpty();
  }

  @Test
  default void withoutAnAccountThereAreNoTokens() {
    // Given
    store().put(ALICE, PHONE, token(FastToken.Slot.NEW, 1), 5);

    // When
    deleteAlice();

    // Then
    assertThat(store().put(ALICE, LAPTOP, token(FastToken.Slot.NEW, 2), 5)).isFalse();
    assertThat(store().find(ALICE, LAPTOP)).isEmpty();
    assertThat(store().removeAll(ALICE)).isZero();
  }
}
