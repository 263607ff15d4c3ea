package org.godwit.protocol.xep0030_disco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** XEP-0030, version 2.5.0. */
class DiscoModuleTests {

  private static final String INFO = "http://jabber.org/protocol/disco#info";
  private static final String ITEMS = "http://jabber.org/protocol/disco#items";
  private static final Jid ALICE = Jid.of("alice@example.com/phone");

  private final List<XepModule> others = List.of(new PingModule(), new FeatureOnly());
  private final DiscoModule module =
      new DiscoModule(
          others,
          Map.of(
              TargetKind.SERVER,
              DiscoProfile.of("server", "im", "Godwit")
                  .withItems(context ->
                      List.of(
                          new DiscoItem(Jid.of("muc." + context.domain()), null, "Rooms"),
                          new DiscoItem(Jid.of(context.domain()), "n", null)))
                  .withAlias((info, node) -> node.equals("whole#" + info.elements().size())),
              TargetKind.ACCOUNT,
              new DiscoProfile(
                  List.of(
                      new DiscoIdentity("account", "registered", null),
                      new DiscoIdentity("pubsub", "pep", null, "urn:off")),
                  context -> List.of())),
          new ModuleSwitches(Set.of("urn:off"), Map.of("pep.example", Set.of())));
  private final IqDispatcher dispatcher =
      new IqDispatcher(
          new ModuleIndex(List.of(others.get(0), others.get(1), module)),
          StanzaErrorCondition.SERVICE_UNAVAILABLE);

  // Section 3.1.
  @Test
  void serverNamesItsIdentityAndAllFeatures() {
    assertThat(text(ask(INFO, TargetKind.SERVER, "example.com", null)))
        .isEqualTo(
            "<query xmlns=\"http://jabber.org/protocol/disco#info\">"
                + "<identity category=\"server\" type=\"im\" xml:lang=\"en\" name=\"Godwit\"/>"
                + "<feature var=\"http://jabber.org/protocol/disco#info\"/>"
                + "<feature var=\"http://jabber.org/protocol/disco#items\"/>"
                + "<feature var=\"urn:only\"/>"
                + "<feature var=\"urn:xmpp:ping\"/></query>");
  }

  @Test
  void ownAccountNamesWhatItAnswers() {
    assertThat(text(ask(INFO, TargetKind.ACCOUNT, "alice@example.com", null)))
        .isEqualTo(
            "<query xmlns=\"http://jabber.org/protocol/disco#info\">"
                + "<identity category=\"account\" type=\"registered\" xml:lang=\"en\"/>"
                + "<feature var=\"http://jabber.org/protocol/disco#info\"/>"
                + "<feature var=\"http://jabber.org/protocol/disco#items\"/>"
                + "<feature var=\"urn:xmpp:ping\"/></query>");
  }

  // XEP-0115, section 6.2: the node of the whole answer is answered with it.
  @Test
  void nodeOfTheWholeAnswerIsAnsweredWithIt() {
    assertThat(text(ask(INFO, TargetKind.SERVER, "example.com", "whole#5")))
        .startsWith("<query xmlns=\"http://jabber.org/protocol/disco#info\" node=\"whole#5\">")
        .contains("type=\"im\"", "urn:xmpp:ping");
    assertThat(condition(ask(INFO, TargetKind.SERVER, "example.com", "whole#4")))
        .isEqualTo(StanzaErrorCondition.ITEM_NOT_FOUND);
  }

  // An account is no pubsub service on a host where the module is off.
  @Test
  void identityGoesWithItsModule() {
    Jid romeo = Jid.of("romeo@pep.example");
    Context context = new Context("pep.example", romeo, romeo, Instant.EPOCH);
    assertThat(text(Reply.of(module.info(TargetKind.ACCOUNT, context))))
        .contains("category=\"pubsub\" type=\"pep\"");
  }

  // Section 4.1.
  @Test
  void serverListsItsItems() {
    assertThat(text(ask(ITEMS, TargetKind.SERVER, "example.com", null)))
        .isEqualTo(
            "<query xmlns=\"http://jabber.org/protocol/disco#items\">"
                + "<item jid=\"muc.example.com\" name=\"Rooms\"/>"
                + "<item jid=\"example.com\" node=\"n\"/></query>");
  }

  // Section 7: no items is an empty list.
  @Test
  void accountWithoutItemsListsNone() {
    assertThat(text(ask(ITEMS, TargetKind.ACCOUNT, "alice@example.com", null)))
        .isEqualTo("<query xmlns=\"http://jabber.org/protocol/disco#items\"/>");
  }

  // Section 8.
  @Test
  void otherAccountLooksLikeNone() {
    assertThat(condition(ask(INFO, TargetKind.ACCOUNT, "bob@example.com", null)))
        .isEqualTo(StanzaErrorCondition.SERVICE_UNAVAILABLE);
    assertThat(condition(ask(INFO, TargetKind.ACCOUNT, "bob@example.com", "n")))
        .isEqualTo(StanzaErrorCondition.SERVICE_UNAVAILABLE);
    assertThat(text(ask(ITEMS, TargetKind.ACCOUNT, "bob@example.com", "n")))
        .isEqualTo("<query xmlns=\"http://jabber.org/protocol/disco#items\"/>");
  }

  @Test
  void unknownNodeIsNotFound() {
    for (String namespace : List.of(INFO, ITEMS)) {
      assertThat(condition(ask(namespace, TargetKind.SERVER, "example.com", "n")))
          .isEqualTo(StanzaErrorCondition.ITEM_NOT_FOUND);
      assertThat(condition(ask(namespace, TargetKind.ACCOUNT, "alice@example.com", "n")))
          .isEqualTo(StanzaErrorCondition.ITEM_NOT_FOUND);
    }
  }

  @Test
  void targetWithoutAProfileIsNotAnswered() {
    assertThat(condition(ask(INFO, TargetKind.NODE, "x@example.com", null)))
        .isEqualTo(StanzaErrorCondition.SERVICE_UNAVAILABLE);
  }

  @Test
  void profileNeedsAnIdentity() {
    assertThatThrownBy(() -> new DiscoProfile(List.of(), context -> List.of()))
        .hasMessage("a disco profile needs at least one identity");
  }

  @Test
  void moduleIsDeclared() {
    assertThat(module.features()).containsExactlyInAnyOrder(INFO, ITEMS);
    assertThat(module.spec()).isEqualTo(new Xep(30, "2.5.0", Xep.Status.COMPLETE));
    assertThat(module.id()).isEqualTo("disco");
  }

  private Reply ask(String namespace, TargetKind target, String to, @Nullable String node) {
    XmlElement iq =
        XmlElement.of("jabber:client", "iq")
            .attribute("type", "get")
            .attribute("id", "d1")
            .child(XmlElement.of(namespace, "query").attribute("node", node))
            .build();
    Context context = new Context("example.com", ALICE, Jid.of(to), Instant.EPOCH);
    return dispatcher.dispatch(iq, target, context).toCompletableFuture().join();
  }

  private static String text(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Result.class);
    return XmlWriter.toText(Objects.requireNonNull(((Reply.Result) reply).payload()));
  }

  private static StanzaErrorCondition condition(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Failure.class);
    return ((Reply.Failure) reply).error().condition();
  }

  private static final class FeatureOnly implements XepModule {
    @Override
    public @Nullable Xep spec() {
      return null;
    }

    @Override
    public String id() {
      return "only";
    }

    @Override
    public Set<String> features() {
      return Set.of("urn:only");
    }

    @Override
    public List<Binding> bindings() {
      return List.of();
    }
  }
}
