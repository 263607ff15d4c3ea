package org.godwit.protocol.xep0199_ping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** XEP-0199, version 2.0.1. */
class PingModuleTests {

  private static final Jid ALICE = Jid.of("alice@example.com/phone");

  private final PingModule module = new PingModule();
  private final IqDispatcher dispatcher =
      new IqDispatcher(new ModuleIndex(List.of(module)), StanzaErrorCondition.SERVICE_UNAVAILABLE);

  // Section 4.2.
  @Test
  void serverAnswersAPing() {
    assertThat(ping("get", TargetKind.SERVER, "example.com")).isEqualTo(Reply.empty());
  }

  @Test
  void ownAccountAnswersAPing() {
    assertThat(ping("get", TargetKind.ACCOUNT, "alice@example.com")).isEqualTo(Reply.empty());
  }

  // Section 7: whether another account exists or is online must not show.
  @Test
  void otherAccountDoesNotAnswer() {
    assertThat(ping("get", TargetKind.ACCOUNT, "bob@example.com"))
        .isInstanceOfSatisfying(
            Reply.Failure.class,
            failure ->
                assertThat(failure.error().condition())
                    .isEqualTo(StanzaErrorCondition.SERVICE_UNAVAILABLE));
  }

  @Test
  void pingOfTypeSetIsUnknown() {
    assertThat(ping("set", TargetKind.SERVER, "example.com")).isInstanceOf(Reply.Failure.class);
  }

  // Section 5.
  @Test
  void featureIsDeclared() {
    assertThat(module.features()).containsExactly("urn:xmpp:ping");
    assertThat(module.spec()).isEqualTo(new Xep(199, "2.0.1", Xep.Status.COMPLETE));
    assertThat(module.id()).isEqualTo("urn:xmpp:ping");
  }

  private Reply ping(String type, TargetKind target, String to) {
    XmlElement iq =
        XmlElement.of("jabber:client", "iq")
            .attribute("type", type)
            .attribute("id", "p1")
            .child(XmlElement.of("urn:xmpp:ping", "ping"))
            .build();
    Context context = new Context("example.com", ALICE, Jid.of(to), Instant.EPOCH);
    return dispatcher.dispatch(iq, target, context).toCompletableFuture().join();
  }
}
