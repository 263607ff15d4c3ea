package org.godwit.session.xep0280_carbons;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** XEP-0280, sections 3 to 5. */
class CarbonsModuleTests {

  private static Reply ask(String sender) {
    Binding.Iq binding = (Binding.Iq) new CarbonsModule().bindings().getFirst();
    return binding
        .handler()
        .handle(
            XmlElement.of("jabber:client", "iq").build(),
            new Context(
                "localhost", Jid.of(sender), Jid.of("alice@localhost"), Instant.ofEpochMilli(0)));
  }

  @Test
  void section41OwnClientsMayAndOthersMayNot() {
    assertThat(ask("alice@localhost/phone")).isEqualTo(Reply.empty());
    assertThat(((Reply.Failure) ask("bob@localhost/x")).error().condition())
        .isEqualTo(StanzaErrorCondition.NOT_ALLOWED);
  }

  @Test
  void section3TheFeaturesAreNamed() {
    assertThat(new CarbonsModule().features())
        .containsExactlyInAnyOrder("urn:xmpp:carbons:2", "urn:xmpp:carbons:rules:0");
  }
}
