package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.PHONE;

import java.util.Objects;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6121, sections 4.2, 4.4, 4.5 and 4.7.2.3. */
class PresenceRulesTests {

  private static final String FROM = "alice@localhost/phone";

  private final MachineScript script = new MachineScript().bound(PHONE, "phone");

  private OnlineSession phone() {
    return Objects.requireNonNull(script.state().ofStream(PHONE));
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'<priority>5</priority>', 5",
    "'<priority>-128</priority>', -128",
    "'<priority> 127 </priority>', 127",
    "'<priority xmlns=\"other\">9</priority>', 0"
  })
  void initialPresenceMakesTheResourceAvailable(String content, int priority) {
    // When
    script.sent(PHONE, Stanzas.presence(FROM, content));

    // Then
    assertThat(phone().available()).isTrue();
    assertThat(phone().priority()).isEqualTo(priority);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "128", "-129", "one", "1.5", "99999999999"})
  void aPriorityThatIsNoByteIsABadRequest(String priority) {
    // When
    script.sent(PHONE, Stanzas.presence(FROM, "<priority>" + priority + "</priority>"));

    // Then
    assertThat(script.onlyText()).contains("<presence", "type=\"error\"", "bad-request");
    assertThat(phone().available()).isFalse();
  }

  @Test
  void unavailablePresenceTakesAvailabilityBack() {
    // Given
    script.sent(PHONE, Stanzas.presence(FROM, "<priority>5</priority>"));

    // When
    script.sent(PHONE, Stanzas.of(StanzaType.UNAVAILABLE, FROM, null, "", 0));

    // Then
    assertThat(phone()).isEqualTo(OnlineSession.bound(PHONE, phone().boundJid()));
  }

  @Test
  void becomingAvailableAsksForOfflineMessages() {
    // When
    script.sent(PHONE, Stanzas.presence(FROM, ""));

    // Then
    assertThat(script.effects()).containsExactly(new Effect.LoadBacklog(PHONE, null));
  }

  @Test
  void presenceThatSaysTheSameAgainChangesNothing() {
    // Given
    script.online(PHONE, "phone", 0);
    AccountState before = script.state();

    // When
    script.sent(PHONE, Stanzas.presence(FROM, ""));

    // Then
    assertThat(script.state()).isSameAs(before);
    assertThat(script.effects()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = StanzaType.class,
      names = {"SUBSCRIBE", "UNSUBSCRIBED", "PROBE", "PRESENCE_ERROR"})
  void otherPresenceWithoutAddresseeIsDropped(StanzaType type) {
    // When
    script.sent(PHONE, Stanzas.of(type, FROM, null, "", 0));

    // Then
    assertThat(script.effects()).isEmpty();
    assertThat(phone().available()).isFalse();
  }

  @Test
  void presenceOfAStreamThatIsGoneChangesNothing() {
    // When
    script.sent(
        new org.godwit.protocol.envelope.StreamRef("gw1", "k1-gone"), Stanzas.presence(FROM, ""));

    // Then
    assertThat(script.effects()).isEmpty();
    assertThat(phone().available()).isFalse();
  }
}
