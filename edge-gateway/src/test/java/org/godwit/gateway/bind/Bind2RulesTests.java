package org.godwit.gateway.bind;

import static org.assertj.core.api.Assertions.assertThat;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0386, sections 3.1 and 3.2.1. */
class Bind2RulesTests {
  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final Jid BOB = Jid.of("bob@localhost");
  private static final String AGENT = "d4565fa7-4d72-4749-b3d3-740edbf87770";

  @Test
  void resourceIsTheSameForEachRequestOfAClient() {
    // When
    String first = Bind2Rules.resource(ALICE, "Awesome", AGENT, "a");
    String again = Bind2Rules.resource(ALICE, "Awesome", AGENT, "b");

    // Then
    assertThat(first).isEqualTo(again).matches("Awesome/[A-Za-z0-9_-]{12}");
    assertThat(first)
        .isNotEqualTo(Bind2Rules.resource(BOB, "Awesome", AGENT, "a"))
        .isNotEqualTo(Bind2Rules.resource(ALICE, "Other", AGENT, "a"))
        .isNotEqualTo(Bind2Rules.resource(ALICE, "Awesome", AGENT.replace('d', 'e'), "a"));
    assertThat(first).doesNotContain(AGENT.substring(0, 8));
  }

  @Test
  void clientWithoutAnIdGetsSomethingNew() {
    assertThat(Bind2Rules.resource(ALICE, null, null, "a"))
        .matches("[A-Za-z0-9_-]{12}")
        .isNotEqualTo(Bind2Rules.resource(ALICE, null, null, "b"))
        .isNotEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uFFFF", "a\u0000b"})
  void tagThatFitsInNoResourceIsLeftOut(String tag) {
    assertThat(Bind2Rules.resource(ALICE, tag, AGENT, "a")).matches("[A-Za-z0-9_-]{12}");
  }

  @Test
  void tooLongTagIsLeftOut() {
    assertThat(Bind2Rules.resource(ALICE, "x".repeat(1024), AGENT, "a"))
        .matches("[A-Za-z0-9_-]{12}");
  }

  @Test
  void featureListsWhatIsThere() {
    assertThat(XmlWriter.toText(Bind2Rules.feature(true, true)))
        .isEqualTo(
            "<bind xmlns=\"urn:xmpp:bind:0\"><inline>"
                + "<feature var=\"urn:xmpp:carbons:2\"/><feature var=\"urn:xmpp:csi:0\"/>"
                + "<feature var=\"urn:xmpp:sm:3\"/></inline></bind>");
    assertThat(XmlWriter.toText(Bind2Rules.feature(false, false)))
        .isEqualTo(
            "<bind xmlns=\"urn:xmpp:bind:0\"><inline>"
                + "<feature var=\"urn:xmpp:carbons:2\"/></inline></bind>");
  }
}
