package org.godwit.protocol.jid;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What holds of every text, valid or not. */
class JidPropertyTests {

  @Property(tries = 5000)
  void parsingNeverThrowsAndIsIdempotent(@ForAll("texts") String text) {
    // When
    Jid jid = Jid.parse(text);

    // Then
    if (jid != null) {
      assertThat(Jid.parse(jid.toString())).isEqualTo(jid);
      assertThat(Jid.ofEnforced(jid.toString()).domain()).isEqualTo(jid.domain());
      assertThat(Jid.ofEnforced(jid.local(), jid.domain(), jid.resource())).isEqualTo(jid);
    }
  }

  @Property(tries = 3000)
  void plainAddressIsWhatTheRulesMakeOfIt(@ForAll("plain") String text) {
    // Given
    int slash = text.indexOf('/');
    String bare = slash < 0 ? text : text.substring(0, slash);
    int at = bare.indexOf('@');

    // When
    Jid quick = Jid.parse(text);
    Jid slow =
        JidRules.enforce(
            at < 0 ? null : bare.substring(0, at),
            bare.substring(at + 1),
            slash < 0 ? null : text.substring(slash + 1));

    // Then
    assertThat(quick).isEqualTo(slow);
  }

  @Property
  void escapesStay(@ForAll("escapes") String escape) {
    // When
    Jid jid = Jid.parse("a" + escape + "b@example.com");

    // Then
    assertThat(jid).hasToString("a" + escape + "b@example.com");
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> wild = Arbitraries.strings().ofMaxLength(12);
    Arbitrary<String> tame =
        Arbitraries.strings()
            .withChars("aB1-.@/: \u00df\u00fc\u03a3\uff20\u05d0\u0661\ud83d\ude00")
            .ofMaxLength(12);
    return Arbitraries.oneOf(wild, tame);
  }

  @Provide
  Arbitrary<String> plain() {
    return Arbitraries.strings().withChars("abcXYZ019-._~!\\@/ \"&':<>[]%").ofMaxLength(14);
  }

  @Provide
  Arbitrary<String> escapes() {
    return Arbitraries.of(
        "\\20", "\\22", "\\26", "\\27", "\\2f", "\\3a", "\\3c", "\\3e", "\\40", "\\5c");
  }
}
