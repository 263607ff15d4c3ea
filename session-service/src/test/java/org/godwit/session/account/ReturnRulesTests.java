package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.NOW;
import static org.godwit.session.account.MachineScript.PHONE;

import org.godwit.protocol.envelope.BusMessage.StreamEnabled;
import org.godwit.protocol.envelope.BusMessage.Undelivered;
import org.godwit.protocol.envelope.Source;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** docs/stream-lifecycle.md, section 3: what comes back for a stream that may be resumed. */
class ReturnRulesTests {

  private final MachineScript script = new MachineScript().online(PHONE, "phone", 0);

  private void comesBack(Stanzas.Stanza stanza, @Nullable Source source, long gatewayOffset) {
    script.whenAt(
        100 + gatewayOffset,
        new Undelivered(PHONE, stanza.head(), stanza.bytes(), null, source, gatewayOffset));
  }

  @Test
  void aMessageBehindWhatItsOwnerHasSaidIsKept() {
    // Given
    script.when(new StreamEnabled(PHONE, true, 60, -1));
    comesBack(Stanzas.presence("alice@localhost/phone", ""), null, 7);
    assertThat(script.effects(Effect.PersistOffline.class)).hasSize(1);

    // When
    comesBack(
        Stanzas.chat("carol@localhost/pad", "alice@localhost", "m"), new Source(5, NOW, false), 8);

    // Then
    assertThat(script.effects(Effect.PersistOffline.class)).hasSize(1);
  }

  @Test
  void aMessageBehindALaterOneIsARepetition() {
    // Given
    script.when(new StreamEnabled(PHONE, true, 60, -1));
    comesBack(
        Stanzas.chat("carol@localhost/pad", "alice@localhost", "2"), new Source(6, NOW, false), 7);

    // When
    comesBack(
        Stanzas.chat("carol@localhost/pad", "alice@localhost", "1"), new Source(5, NOW, false), 8);

    // Then
    assertThat(script.effects(Effect.PersistOffline.class)).isEmpty();
  }
}
