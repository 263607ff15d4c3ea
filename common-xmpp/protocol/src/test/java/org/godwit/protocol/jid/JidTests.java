package org.godwit.protocol.jid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7622, sections 3.2 to 3.5. */
class JidTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "juliet@example.com",
        "juliet@example.com/foo",
        "juliet@example.com/foo bar",
        "juliet@example.com/foo@bar",
        "foo\\20bar@example.com",
        "fussball@example.com",
        "fu\u00dfball@example.com",
        "\u03c0@example.com",
        "\u03c3@example.com/foo",
        "king@example.com/\u265a",
        "example.com",
        "example.com/foobar",
        "a.example.com/b@example.net",
        "a@[2001:db8::1]",
        "a@192.0.2.1/r",
        "a@b/c/d",
        "b\u00fccher@b\u00fccher.example",
      })
  void validAddressesOfSection35StayAsTheyAre(String text) {
    // When
    Jid jid = Jid.parse(text);

    // Then
    assertThat(jid).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"juliet\"@example.com",
        "foo bar@example.com",
        "@example.com",
        "@example.com/foo",
        "juliet@example.com/",
        "henry\u2163@example.com",
        "\u265a@example.com",
        "juliet@",
        "juliet@/foo",
        "a@b@c",
        "a@.example.com",
        "a@example..com",
        "a@example.com..",
        "a@-example.com",
        "a@exam_ple.com",
        "a@exa mple.com",
        "a@[::1",
        "a@[::1]x",
        "a@[127.0.0.1]",
        "a@[fe80::1%eth0]",
        "a@[]",
        "a:b@example.com",
        "a<b@example.com",
        "a&b@example.com",
        "a'b@example.com",
        "a\uff20b@example.com",
        "a\u0000@example.com",
        "a@example.com/\u0007",
        "a\ud800@example.com",
        "a@example.com/\udc00",
      })
  void invalidAddressesAreRefused(String text) {
    // When
    Jid jid = Jid.parse(text);

    // Then
    assertThat(jid).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "Juliet@Example.COM/Balcony,juliet@example.com/Balcony",
    "juliet@example.com.,juliet@example.com",
    "juliet@xn--bcher-kva.example,juliet@b\u00fccher.example",
    "\u03a3@example.com,\u03c3@example.com",
    "\uff4auliet@example.com,juliet@example.com",
    "a@example.com/x\u00a0y,a@example.com/x y",
    "a@[2001:DB8::1],a@[2001:db8::1]",
    "u\u0308@example.com,\u00fc@example.com",
  })
  void enforcementMapsToOneForm(String text, String enforced) {
    // When
    Jid jid = Jid.parse(text);

    // Then
    assertThat(jid).hasToString(enforced);
  }

  @Test
  void partsAreBoundedByBytes() {
    // Given
    String part = "a".repeat(1023);
    String wide = "\u00fc".repeat(511);

    // When, Then
    assertThat(Jid.parse(part + "@b/" + part)).isNotNull();
    assertThat(Jid.parse(part + "a@b")).isNull();
    assertThat(Jid.parse("a@b/" + part + "a")).isNull();
    assertThat(Jid.parse("a@b/" + wide)).isNotNull();
    assertThat(Jid.parse("a@b/" + wide + "\u00fc")).isNull();
    assertThat(Jid.parse("a@" + "b".repeat(64))).isNull();
  }

  @Test
  void partsAreWhatTheySay() {
    // Given
    Jid full = Jid.of("alice@example.com/a@b/c");

    // When
    Jid bare = full.bare();

    // Then
    assertThat(full.local()).isEqualTo("alice");
    assertThat(full.domain()).isEqualTo("example.com");
    assertThat(full.resource()).isEqualTo("a@b/c");
    assertThat(full.isFull()).isTrue();
    assertThat(full.isBare()).isFalse();
    assertThat(full.isDomain()).isFalse();
    assertThat(full.bareText()).isEqualTo("alice@example.com");
    assertThat(bare)
        .isEqualTo(Jid.of("alice@example.com"))
        .hasSameHashCodeAs(Jid.of("alice@example.com"));
    assertThat(bare.resource()).isNull();
    assertThat(bare.bare()).isSameAs(bare);
    assertThat(bare).isNotEqualTo(full).isLessThan(full);
  }

  @Test
  void domainHasNoOtherPart() {
    // When
    Jid domain = Jid.of("example.com");
    Jid withResource = Jid.of("example.com/x@y");

    // Then
    assertThat(domain.isDomain()).isTrue();
    assertThat(domain.local()).isNull();
    assertThat(withResource.isDomain()).isFalse();
    assertThat(withResource.local()).isNull();
    assertThat(withResource.domain()).isEqualTo("example.com");
  }

  @Test
  void resourceIsEnforcedWhenItIsSet() {
    // Given
    Jid account = Jid.of("alice@example.com/old");

    // When, Then
    assertThat(account.withResource("new one")).hasToString("alice@example.com/new one");
    assertThat(account.withResource("x\u00a0y")).hasToString("alice@example.com/x y");
    assertThat(account.withResource("")).isNull();
    assertThat(account.withResource("\u0001")).isNull();
  }

  @Test
  void enforcedTextIsTakenAsItIs() {
    // When
    Jid parsed = Jid.ofEnforced("alice@example.com/a@b");
    Jid joined = Jid.ofEnforced("alice", "example.com", "a@b");

    // Then
    assertThat(parsed).isEqualTo(joined);
    assertThat(joined.resource()).isEqualTo("a@b");
    assertThat(Jid.ofEnforced(null, "example.com", null).isDomain()).isTrue();
  }

  @Test
  void constantThatIsNoJidIsRefusedWithItsText() {
    assertThatThrownBy(() -> Jid.of("a b@c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a JID: 'a b@c'");
  }
}
