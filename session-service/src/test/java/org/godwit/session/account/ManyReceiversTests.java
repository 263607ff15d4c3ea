package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.stream;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.KeyPartition;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.DeliverMany;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.IncomingMany;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;

/** One record that is for several accounts of a partition (docs/adr, 11). */
class ManyReceiversTests {

  private static final String ROOM = "room@muc.localhost/nick";

  private final AccountScenario s = new AccountScenario();
  private final int partition = KeyPartition.of(ALICE, s.bus.partitions(Topics.SESSION));

  /** Accounts of one partition, Alice's first. */
  private final List<String> accounts = accounts(3);

  private List<String> accounts(int count) {
    List<String> found = new ArrayList<>(List.of(ALICE));
    for (int i = 0; found.size() < count; i++) {
      String account = "user" + i + "@localhost";
      if (KeyPartition.of(account, s.bus.partitions(Topics.SESSION)) == partition) {
        found.add(account);
      }
    }
    return found;
  }

  private static StreamRef ref(int number) {
    return stream(number == 2 ? "gw2" : "gw1", "k1-" + number);
  }

  private void online() {
    for (int i = 0; i < accounts.size(); i++) {
      s.online(ref(i), accounts.get(i), "r");
    }
  }

  private void say(String body) {
    Stanzas.Stanza stanza =
        Stanzas.of(StanzaType.GROUPCHAT, ROOM, null, "<body>" + body + "</body>", 0);
    s.bus.publishTo(
        Topics.SESSION,
        partition,
        new IncomingMany(
            stanza.head(),
            stanza.bytes(),
            accounts.stream().map(each -> Jid.of(each + "/r")).toList()),
        PublishCallback.IGNORED);
    s.run();
  }

  private List<InboundRecord> deliveries(String gateway) {
    return s.bus.records(Topics.gateway(gateway)).stream()
        .filter(each -> each.message() instanceof Deliver || each.message() instanceof DeliverMany)
        .toList();
  }

  @Test
  void eachGatewayGetsOneRecord() {
    // Given
    online();
    int before = deliveries("gw1").size();

    // When
    say("hi");

    // Then
    List<InboundRecord> first = deliveries("gw1");
    assertThat(first).hasSize(before + 1);
    DeliverMany many = (DeliverMany) first.getLast().message();
    assertThat(many.receivers())
        .containsExactly(
            new DeliverMany.Receiver("k1-0", Jid.of(accounts.get(0) + "/r")),
            new DeliverMany.Receiver("k1-1", Jid.of(accounts.get(1) + "/r")));
    assertThat(many.source()).isNotNull();
    Deliver alone = (Deliver) deliveries("gw2").getLast().message();
    assertThat(alone.streams()).containsExactly("k1-2");
    assertThat(new String(alone.stanza(), StandardCharsets.UTF_8))
        .isEqualTo(
            Stanzas.of(StanzaType.GROUPCHAT, ROOM, null, "<body>hi</body>", 0)
                .text()
                .replace(" from=", " to=\"" + accounts.get(2) + "/r\" from="));
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void whoIsNotThereIsReportedToTheRoomAndTheOthersGetIt() {
    // Given
    s.online(ref(0), accounts.get(0), "r");
    s.online(ref(2), accounts.get(2), "r");

    // When
    say("hi");

    // Then
    assertThat(deliveries("gw1").getLast().message()).isInstanceOf(Deliver.class);
    assertThat(deliveries("gw2").getLast().message()).isInstanceOf(Deliver.class);
    List<Incoming> refused =
        s.bus.records(Topics.MUC).stream().map(each -> (Incoming) each.message()).toList();
    assertThat(refused).hasSize(1);
    assertThat(refused.getFirst().head().type()).isEqualTo(StanzaType.MESSAGE_ERROR);
    assertThat(refused.getFirst().head().from()).isEqualTo(Jid.of(accounts.get(1) + "/r"));
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void anOwnerThatDiesBeforeItsCommitRepeatsTheSamePlace() {
    // Given
    online();
    say("one");
    int before = deliveries("gw1").size();
    DeliverMany first = (DeliverMany) deliveries("gw1").getLast().message();

    // When
    s.crash();
    say("two");

    // Then: what is repeated carries the source by which gateways know it
    List<InboundRecord> after = deliveries("gw1").subList(before, deliveries("gw1").size());
    DeliverMany last = (DeliverMany) after.getLast().message();
    assertThat(new String(last.stanza(), StandardCharsets.UTF_8)).contains("two");
    assertThat(last.receivers()).isEqualTo(first.receivers());
    for (InboundRecord each : after.subList(0, after.size() - 1)) {
      assertThat(((DeliverMany) each.message()).source()).isEqualTo(first.source());
    }
    assertThat(s.isAllCommitted()).isTrue();
  }
}
