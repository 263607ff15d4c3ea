package org.godwit.session.xep0013_offline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xep0030_disco.DiscoIdentity;
import org.godwit.protocol.xep0030_disco.DiscoModule;
import org.godwit.protocol.xep0030_disco.DiscoProfile;
import org.godwit.session.account.FakeOfflineStore;
import org.godwit.session.account.OfflineId;
import org.godwit.session.account.OfflineRow;
import org.godwit.session.module.Ask;
import org.godwit.session.xep0079_amp.AmpDisco;
import org.junit.jupiter.api.Test;

/** Nodes of service discovery that belong to modules. */
class DiscoNodesTests {

  private static final String OFFLINE = "http://jabber.org/protocol/offline";
  private static final String AMP = "http://jabber.org/protocol/amp";

  private static final String ALICE = "alice@localhost";

  private final FakeOfflineStore store = new FakeOfflineStore();
  private long offset;

  private void chat(String from) {
    store.insert(
        new OfflineRow(
            ALICE,
            new OfflineId("session", 0, offset++, 0, 0),
            null,
            new StanzaHead(StanzaType.CHAT, null, Jid.of(from), Jid.of(ALICE), 1),
            new byte[0]));
  }

  private Ask ask(ModuleSwitches switches) {
    DiscoProfile account =
        new DiscoProfile(
                List.of(new DiscoIdentity("account", "registered", null)), context -> List.of())
            .withSource(new OfflineDisco(store, switches));
    DiscoProfile server =
        DiscoProfile.of("server", "im", "Godwit").withSource(new AmpDisco(switches));
    return new Ask(
        new DiscoModule(
            List.of(), Map.of(TargetKind.ACCOUNT, account, TargetKind.SERVER, server), switches));
  }

  private String ask(Ask disco, String kind, TargetKind target, String node) {
    Jid to = target == TargetKind.SERVER ? Jid.of("localhost") : Jid.of(ALICE);
    return disco.ask(
        "get",
        target,
        "<query xmlns='http://jabber.org/protocol/disco#" + kind + "' node='" + node + "'/>",
        new Context("localhost", Jid.of("alice@localhost/desk"), to, Instant.EPOCH));
  }

  // XEP-0013, section 2.2.
  @Test
  void nodeTellsHowManyMessagesWait() {
    // Given
    chat("bob@localhost/pad");
    chat("carol@localhost/pad");

    // Then
    assertThat(ask(ask(ModuleSwitches.ALL_ON), "info", TargetKind.ACCOUNT, OFFLINE))
        .contains(
            "category=\"automation\" type=\"message-list\"",
            "<field var=\"FORM_TYPE\" type=\"hidden\"><value>" + OFFLINE + "</value>",
            "number_of_messages",
            "<value>2</value>");
  }

  // XEP-0013, section 2.3.
  @Test
  void nodeListsSendersInTheOrderOfTheMessages() {
    // Given
    chat("bob@localhost/pad");
    chat("carol@localhost/pad");

    // Then
    assertThat(ask(ask(ModuleSwitches.ALL_ON), "items", TargetKind.ACCOUNT, OFFLINE))
        .containsPattern(
            "<item jid=\"alice@localhost\" node=\"[0-9a-f]+\" name=\"bob@localhost/pad\"/>"
                + "<item jid=\"alice@localhost\" node=\"[0-9a-f]+\" name=\"carol@localhost/pad\"/>");
  }

  // XEP-0079, section 2.1.1.
  @Test
  void serverListsActionsAndConditions() {
    assertThat(ask(ask(ModuleSwitches.ALL_ON), "info", TargetKind.SERVER, AMP))
        .contains(AMP + "?action=alert", AMP + "?action=drop", AMP + "?condition=match-resource");
  }

  @Test
  void nodeOfAModuleThatIsOffIsNotThere() {
    Ask off = ask(new ModuleSwitches(Set.of("amp", OFFLINE), Map.of()));
    assertThat(ask(off, "info", TargetKind.SERVER, AMP)).isEqualTo("item-not-found");
    assertThat(ask(off, "info", TargetKind.ACCOUNT, OFFLINE)).isEqualTo("item-not-found");
  }
}
