package org.godwit.protocol.module;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tigase's plugin lists. */
class ModuleSwitchesTests {

  @Test
  void everythingIsOnWhereNothingIsSaid() {
    assertThat(ModuleSwitches.parse(List.of(), Map.of()).isOn("a.example", "pep")).isTrue();
  }

  @Test
  void listSwitchesOffAndAHostSwitchesOnAgain() {
    // When
    ModuleSwitches switches =
        ModuleSwitches.parse(
            List.of("+message", " -pep", "jabber:iq:private=4", "-vcard-temp"),
            Map.of("b.example", List.of("pep", "-jabber:iq:private")));

    // Then
    assertThat(switches.isOn("a.example", "pep")).isFalse();
    assertThat(switches.isOn("a.example", "jabber:iq:private")).isTrue();
    assertThat(switches.isOn("b.example", "pep")).isTrue();
    assertThat(switches.isOn("b.example", "vcard-temp")).isFalse();
    assertThat(switches.isOn("b.example", "jabber:iq:private")).isFalse();
  }
}
