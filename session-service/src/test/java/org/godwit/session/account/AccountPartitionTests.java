package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.BOB;
import static org.godwit.session.account.AccountScenario.stream;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.protocol.xml.XmlName;
import org.junit.jupiter.api.Test;

class AccountPartitionTests {

  private static final StreamRef PHONE = stream("gw1", "k1-phone");
  private static final StreamRef DESK = stream("gw1", "k1-desk");
  private static final StreamRef FAR = stream("gw2", "k1-far");

  private final AccountScenario s = new AccountScenario();

  @Test
  void aMessageReachesTheBoundResourceByteByByte() {
    // Given
    s.online(PHONE, ALICE, "phone");

    // When
    s.chat("alice@localhost/phone", "hi");

    // Then
    Deliver deliver = s.delivers(PHONE).getFirst();
    assertThat(new String(deliver.stanza(), java.nio.charset.StandardCharsets.UTF_8))
        .isEqualTo(Stanzas.chat("carol@localhost/pad", "alice@localhost/phone", "hi").text());
    assertThat(deliver.receipt()).isNull();
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void aMessageForSeveralStreamsIsOneRecordPerGateway() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.online(DESK, ALICE, "desk");
    s.online(FAR, ALICE, "far");

    // When
    s.chat(ALICE, "hi");

    // Then
    assertThat(s.delivers(PHONE)).hasSize(1);
    assertThat(s.delivers(PHONE).getFirst().streams()).containsExactly("k1-phone", "k1-desk");
    assertThat(s.delivers(FAR).getFirst().streams()).containsExactly("k1-far");
  }

  @Test
  void theCopyForTheSendersOwnerDoesNotTakeThePlaceOfTheMessage() {
    // Given
    s.online(PHONE, ALICE, "phone");
    Stanzas.Stanza note = Stanzas.chat("alice@localhost/desk", ALICE + "/phone", "once");
    org.godwit.protocol.envelope.Origin origin =
        new org.godwit.protocol.envelope.Origin(DESK, (1L << 32) + 7);

    // When: both records of one stanza come to the same partition, in this order.
    s.publish(ALICE, new BusMessage.Sent(origin, alone().head(), alone().bytes()));
    s.publish(ALICE, new BusMessage.Incoming(origin, note.head(), note.bytes()));
    s.publish(ALICE, new BusMessage.Incoming(origin, note.head(), note.bytes()));
    s.run();

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("once");
  }

  private static Stanzas.Stanza alone() {
    return Stanzas.chat("alice@localhost/desk", "carol@localhost/pad", "to another");
  }

  @Test
  void sessionsSurviveTheDeathOfTheirOwner() {
    // Given
    s.online(PHONE, ALICE, "phone");

    // When
    s.crash();
    s.chat(ALICE, "still there?");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("still there?");
    assertThat(s.meter("xmpp.session.online")).isGreaterThanOrEqualTo(1);
  }

  @Test
  void theStateIsRemovedAWhileAfterTheLastSession() {
    // Given
    s.online(PHONE, ALICE, "phone");
    assertThat(s.bus.state(Topics.SESSION_STATE)).containsKey(ALICE);

    // When
    s.closed(PHONE, "alice@localhost/phone");

    // Then
    assertThat(s.meter("xmpp.session.online")).isZero();
    assertThat(s.bus.state(Topics.SESSION_STATE)).containsKey(ALICE);

    // When
    s.pass(java.time.Duration.ofMinutes(11));
    s.chat(ALICE, "makes a commit");

    // Then
    assertThat(s.bus.state(Topics.SESSION_STATE)).doesNotContainKey(ALICE);
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void aRestartedGatewayLosesItsOldSessionsButNotItsNewOnes() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.online(FAR, ALICE, "far");
    StreamRef fresh = stream("gw1", Long.toString(5000, 36) + "-new");

    // When
    for (int partition = 0; partition < s.bus.partitions(Topics.SESSION); partition++) {
      s.bus.publishTo(
          Topics.SESSION, partition, new BusMessage.GatewayStarted("gw1", 5000), failure -> {});
    }
    s.run();
    s.online(fresh, ALICE, "desk");
    s.chat(ALICE, "hi");

    // Then
    assertThat(s.bodies(PHONE)).isEmpty();
    assertThat(s.bodies(FAR)).containsExactly("hi");
    assertThat(s.bodies(fresh)).containsExactly("hi");
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void onlyTheKeyThatIsLookedUpWaits() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.store.hold();

    // When
    s.chat(BOB, "one");
    s.chat(BOB, "two");
    s.chat(ALICE, "meanwhile");

    // Then
    assertThat(s.bodies(PHONE)).containsExactly("meanwhile");
    assertThat(s.meter("xmpp.session.keys.waiting")).isEqualTo(1);
    assertThat(s.isAllCommitted()).isFalse();

    // When
    s.store.letGo();
    s.run();

    // Then
    assertThat(s.store.rows(BOB)).hasSize(2);
    assertThat(s.meter("xmpp.session.keys.waiting")).isZero();
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void whatAnOwnerCountedIsNotCountedOnceItHasGone() {
    // Given
    s.online(PHONE, ALICE, "phone");
    s.store.hold();
    s.chat(BOB, "one");

    // When
    s.restart();
    s.store.letGo();
    s.run();

    // Then
    assertThat(s.meter("xmpp.session.online")).isEqualTo(1);
    assertThat(s.meter("xmpp.session.keys.waiting")).isZero();
    assertThat(s.store.rows(BOB)).hasSize(1);
  }

  @Test
  void aMessageToAnUnknownAccountIsRefused() {
    // Given
    StreamRef sender = stream("gw2", "k1-carol");
    s.bind(sender, "carol@localhost", "pad");
    s.unknownAccounts.add("nobody@localhost");

    // When
    s.chat("nobody@localhost", "hello?");

    // Then
    assertThat(s.texts(sender).getFirst())
        .contains("type=\"error\"", "service-unavailable", "to=\"carol@localhost/pad\"");
    assertThat(s.store.rows("nobody@localhost")).isEmpty();

    // When
    s.unknownAccounts.clear();
    s.chat("nobody@localhost", "registered by now");

    // Then
    assertThat(s.store.rows("nobody@localhost")).hasSize(1);
  }

  @Test
  void pingIsAnsweredToTheStreamThatAsked() {
    // Given
    s.online(PHONE, ALICE, "phone");

    // When
    s.sent(
        PHONE,
        Stanzas.iq(
            StanzaType.GET,
            "alice@localhost/phone",
            "localhost",
            "<ping xmlns=\"urn:xmpp:ping\"/>"));
    s.sent(
        PHONE,
        Stanzas.iq(StanzaType.GET, "alice@localhost/phone", null, "<query xmlns=\"unknown\"/>"));

    // Then
    List<String> answers = s.texts(PHONE);
    assertThat(answers.get(0)).contains("type=\"result\"", "from=\"localhost\"");
    assertThat(answers.get(1))
        .contains("type=\"error\"", "service-unavailable", "from=\"alice@localhost\"");
  }

  @Test
  void theStreamsOfARemovedAccountEndAfterTheAnswer() {
    // Given
    XmlName remove = new XmlName("test", "remove");
    AccountScenario[] holder = new AccountScenario[1];
    XepModule module =
        new TestModule(
            Binding.iqAsync(
                StanzaType.SET,
                TargetKind.ACCOUNT,
                remove,
                (iq, context) -> {
                  holder[0].removals.removed(context.sender().bare());
                  return CompletableFuture.completedFuture(Reply.empty());
                }));
    AccountScenario scenario =
        new AccountScenario(
            new AccountSettings(3, 10, 3, java.time.Duration.ofMinutes(1), 100), List.of(module));
    holder[0] = scenario;
    scenario.chat(ALICE, "left behind");
    scenario.bind(PHONE, ALICE, "phone");

    // When
    scenario.sent(
        PHONE,
        Stanzas.iq(StanzaType.SET, "alice@localhost/phone", null, "<remove xmlns=\"test\"/>"));

    // Then
    List<BusMessage> messages = scenario.gateway("gw1");
    assertThat(messages.get(messages.size() - 2)).isInstanceOf(Deliver.class);
    assertThat(messages.getLast())
        .isInstanceOfSatisfying(
            StreamClose.class,
            close -> assertThat(close.condition()).isEqualTo(StreamErrorCondition.NOT_AUTHORIZED));
    assertThat(scenario.store.rows(ALICE)).isEmpty();
    assertThat(
            AccountStateCodec.decode(
                    Jid.of(ALICE),
                    java.util.Objects.requireNonNull(
                        scenario.bus.state(Topics.SESSION_STATE).get(ALICE)))
                .sessions())
        .isEmpty();
  }

  private record TestModule(Binding binding) implements XepModule {
    @Override
    public Xep spec() {
      return new Xep(77, "2.4", Xep.Status.PARTIAL);
    }

    @Override
    public String id() {
      return "test";
    }

    @Override
    public java.util.Set<String> features() {
      return java.util.Set.of();
    }

    @Override
    public List<Binding> bindings() {
      return List.of(binding);
    }
  }

  @Test
  void anErrorToARoomGoesBackToTheRoomsOwner() {
    // Given
    Stanzas.Stanza groupchat =
        Stanzas.of(
            StanzaType.GROUPCHAT,
            "room@muc.localhost/carol",
            "alice@localhost/gone",
            "<body>x</body>",
            1);

    // When
    s.publish(ALICE, new BusMessage.Incoming(null, groupchat.head(), groupchat.bytes()));
    s.run();

    // Then
    assertThat(s.bus.records(Topics.MUC))
        .singleElement()
        .satisfies(record -> {
          assertThat(record.key()).isEqualTo("room@muc.localhost");
          assertThat(record.message())
              .isInstanceOfSatisfying(
                  BusMessage.Incoming.class,
                  m -> assertThat(m.head().type()).isEqualTo(StanzaType.MESSAGE_ERROR));
        });
  }

  @Test
  void aRecordWithBrokenXmlBecomesADeadLetterAndTheNextOneIsHandled() {
    // Given
    s.bind(PHONE, ALICE, "phone");
    Stanzas.Stanza broken = Stanzas.presence("alice@localhost/phone", "<priority>");

    // When
    s.sent(PHONE, broken);
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", ""));
    s.chat(ALICE, "hi");

    // Then
    assertThat(s.bus.deadLetters()).hasSize(1);
    assertThat(s.bodies(PHONE)).containsExactly("hi");
  }

  @Test
  void aRecordIsNotCommittedBeforeItsStateIsDurable() {
    // Given
    s.bus.refuse(topic -> topic.equals(Topics.SESSION_STATE));

    // When
    s.bind(PHONE, ALICE, "phone");

    // Then
    assertThat(s.gateway("gw1")).hasAtLeastOneElementOfType(StreamBound.class);
    assertThat(s.bus.deadLetters()).hasSize(1);
  }

  @Test
  void onlyOwnAccountsAreAskedForWhatTheyAre() {
    // Given
    StreamRef carol = stream("gw2", "k1-carol");
    s.bind(carol, "carol@localhost", "pad");
    s.online(PHONE, ALICE, "phone");

    // When
    s.incoming(
        Stanzas.iq(
            StanzaType.GET, "carol@localhost/pad", ALICE, "<ping xmlns=\"urn:xmpp:ping\"/>"));

    // Then
    assertThat(s.texts(carol).getFirst()).contains("service-unavailable");
    assertThat(new Context("localhost", Jid.of(ALICE), Jid.of(ALICE), s.clock.instant()))
        .matches(Context::isOwnAccount);
  }
}
