package org.godwit.protocol.stanza;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** What holds of every stanza that a client may send. */
class StanzaPropertyTests {

  private static final Jid ALICE = Jid.of("alice@example.com/phone");
  private static final Jid BOB = Jid.of("bob@example.com");

  @Property(tries = 500)
  void stampingChangesAddressesAndLanguageAndNothingElse(@ForAll long seed) throws XmlException {
    // Given
    XmlElement sent = stanza(new Random(seed));
    XmlFrame frame = StanzaReaderTests.frame(XmlWriter.toText(sent, "jabber:client"));

    // When
    byte[] stamped = StanzaBytes.stamp(frame, ALICE, BOB, "de");
    XmlElement read = XmlReader.parse(stamped);

    // Then
    assertThat(read.attribute("from")).isEqualTo(ALICE.toString());
    assertThat(read.attribute("to")).isEqualTo(BOB.toString());
    String lang = sent.attribute(XmlAttribute.XML_NAMESPACE, "lang");
    assertThat(read.attribute(XmlAttribute.XML_NAMESPACE, "lang"))
        .isEqualTo(lang == null ? "de" : lang);
    assertThat(read.children()).isEqualTo(sent.children());
    assertThat(withoutStamp(read)).isEqualTo(withoutStamp(sent));
  }

  @Property(tries = 300)
  void everyStanzaOfTheBusHasTheDeclarationAfterItsName(@ForAll long seed) {
    // Given
    XmlElement sent = stanza(new Random(seed));
    XmlFrame frame = StanzaReaderTests.frame(XmlWriter.toText(sent, "jabber:client"));

    // When
    byte[] stamped = StanzaBytes.stamp(frame, ALICE, null, null);
    byte[] written = StanzaBytes.of(sent);

    // Then
    assertThat(StanzaBytes.declarationStart(stamped)).isEqualTo(sent.localName().length() + 1);
    assertThat(StanzaBytes.declarationStart(written)).isEqualTo(sent.localName().length() + 1);
  }

  @Property(tries = 300)
  void stanzaWithoutItsDeclarationIsTheSameInAStream(@ForAll long seed) {
    // Given
    XmlElement sent = stanza(new Random(seed));
    byte[] written = StanzaBytes.of(sent);
    int start = StanzaBytes.declarationStart(written);
    String text = new String(written, StandardCharsets.UTF_8);
    String bare =
        text.substring(0, start)
            + text.substring(start + StanzaBytes.NAMESPACE_DECLARATION.length());

    // When
    XmlFrame frame = StanzaReaderTests.frame(bare);

    // Then
    assertThat(XmlReader.parse(frame)).isEqualTo(sent);
  }

  @Property(tries = 500)
  void everyHeadIsAVerdict(@ForAll long seed) {
    // Given
    XmlElement sent = stanza(new Random(seed));
    XmlFrame frame = StanzaReaderTests.frame(XmlWriter.toText(sent, "jabber:client"));

    // When
    StanzaReading reading = StanzaReader.head(frame, ALICE);

    // Then
    switch (reading) {
      case StanzaReading.Valid valid -> {
        assertThat(valid.head().from()).isEqualTo(ALICE);
        assertThat(valid.head().kind().element()).isEqualTo(sent.localName());
        assertThat(valid.head().id()).isEqualTo(sent.attribute("id"));
      }
      case StanzaReading.Invalid invalid -> {
        XmlElement error = Iq.error(sent, invalid.error());
        String type = sent.attribute("type");
        assertThat(error == null).isEqualTo("error".equals(type) || isResult(sent, type));
      }
      case StanzaReading.WrongFrom _ -> assertThat(sent.attribute("from")).isEqualTo("eve@x");
    }
  }

  private static boolean isResult(XmlElement sent, @Nullable String type) {
    return "result".equals(type) && sent.localName().equals("iq");
  }

  private static XmlElement withoutStamp(XmlElement stanza) {
    return stanza.toBuilder()
        .attribute("from", null)
        .attribute("to", null)
        .attribute(XmlAttribute.XML_NAMESPACE, "lang", null)
        .build();
  }

  private static XmlElement stanza(Random random) {
    String[] types = {"get", "set", "result", "error", "chat", "unavailable", "<&'\">"};
    XmlElement.Builder stanza =
        XmlElement.of("jabber:client", pick(random, "message", "presence", "iq"));
    if (random.nextInt(3) == 0) {
      stanza.attribute("from", pick(random, ALICE.toString(), ALICE.bareText(), "eve@x"));
    }
    if (random.nextBoolean()) {
      stanza.attribute("to", pick(random, "Bob@Example.com", "bob@example.com/x", "@", "b c@d"));
    }
    if (random.nextInt(4) > 0) {
      stanza.attribute("type", pick(random, types));
    }
    if (random.nextBoolean()) {
      stanza.attribute("id", "i&" + random.nextInt(9));
    }
    if (random.nextInt(3) == 0) {
      stanza.attribute(XmlAttribute.XML_NAMESPACE, "lang", "fr");
    }
    if (random.nextInt(3) == 0) {
      stanza.attribute("urn:attribute", "a", "\t\n'");
    }
    int children = random.nextInt(3);
    for (int i = 0; i < children; i++) {
      stanza.child(
          XmlElement.of(pick(random, "jabber:client", "urn:x", ""), pick(random, "body", "error"))
              .attribute(pick(random, "", "urn:y"), "z", "1")
              .text(pick(random, "", "]]> & <", "\ud83d\ude00")));
    }
    return stanza.build();
  }

  private static String pick(Random random, String... values) {
    return values[random.nextInt(values.length)];
  }
}
