package org.godwit.session.xep0163_pep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.xep0163_pep.PepScript.JULIET;
import static org.godwit.session.xep0163_pep.PepScript.ROMEO;
import static org.godwit.session.xep0163_pep.PepScript.TYBALT;
import static org.godwit.session.xep0163_pep.PepScript.form;
import static org.godwit.session.xep0163_pep.PepScript.item;
import static org.godwit.session.xep0163_pep.PepScript.options;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0163, version 1.2.2, and XEP-0060, version 1.26.0. */
class PepModuleTests {

  private final PepScript script = new PepScript();

  // XEP-0163, section 3.
  @Test
  void publishingMakesTheNodeAndNotifiesOwnResourcesAndContacts() {
    // When
    script.publish("tune", "1", "Elfland");

    // Then
    assertThat(script.result()).contains("<publish node=\"tune\"><item id=\"1\"/></publish>");
    assertThat(script.notified()).containsExactly("juliet@example.com*", "romeo@example.com*");
    assertThat(script.firstEvent())
        .contains(
            "from=\"juliet@example.com\"",
            "type=\"headline\"",
            "<items node=\"tune\"><item id=\"1\"><p xmlns=\"urn:p\">Elfland</p></item></items>",
            "<address type=\"replyto\" jid=\"juliet@example.com/r\"/>");
  }

  @Test
  void nodeWithoutOptionsKeepsOneItemAndContactsReadIt() {
    // Given
    script.publish("tune", "1", "a").publish("tune", "2", "b");

    // When
    script.as(ROMEO).get("<items node='tune'/>");

    // Then
    assertThat(script.result()).contains("id=\"2\"").doesNotContain("id=\"1\"");
  }

  // XEP-0060, section 7.1.2: the service makes an id, and the same record again makes none.
  @Test
  void itemWithoutAnIdGetsOneThatARepetitionDoesNotDouble() {
    // Given
    String publish = "<publish node='n'><item><p xmlns='urn:p'/></item></publish>";
    script.set(publish);
    String first = script.result();

    // When
    script.again("set", "", publish);

    // Then
    assertThat(script.result()).isEqualTo(first).containsPattern("<item id=\"[0-9a-f]{24}\"/>");
    assertThat(script.store.items(JULIET, "n")).hasSize(1);
  }

  // XEP-0060, section 7.1.3.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<publish/> | bad-request/nodeid-required",
        "<publish node='n'/> | bad-request/item-required",
        "<publish node='n'><item/></publish> | bad-request/payload-required",
        "<publish node='n'><item><a xmlns='x'/><b xmlns='x'/></item></publish>"
            + " | bad-request/invalid-payload",
        "<publish node='n'><item/><item/></publish> | bad-request",
        "<retract><item id='1'/></retract> | bad-request/nodeid-required",
        "<retract node='tune'/> | bad-request/item-required",
        "<retract node='tune'><item id='9'/></retract> | item-not-found",
        "<retract node='x'><item id='9'/></retract> | item-not-found",
        "<create/> | not-acceptable/nodeid-required",
        "<create node='tune'/> | conflict",
        "<subscribe node='tune' jid='tybalt@example.com'/> | bad-request/invalid-jid",
        "<subscribe node='x' jid='juliet@example.com'/> | item-not-found",
        "<unsubscribe node='tune' jid='juliet@example.com'/> | unexpected-request/not-subscribed",
        "<unsubscribe node='tune' jid='romeo@example.com'/> | forbidden",
        "<options node='tune' jid='juliet@example.com'/> | feature-not-implemented/unsupported",
        "<nonsense/> | feature-not-implemented"
      })
  void wrongRequestsAreRefused(String request, String refusal) {
    // Given
    script.publish("tune", "1", "a");

    // When
    script.set(request);

    // Then
    assertThat(script.refusal()).isEqualTo(refusal);
  }

  @Test
  void limitsAreKept() {
    // When
    script.publish("n", "1", "x".repeat(400));

    // Then
    assertThat(script.refusal()).isEqualTo("not-acceptable/payload-too-big");
    for (int i = 0; i < 5; i++) {
      script.publish("n" + i, "1", "a");
      assertThat(script.result()).isNotEmpty();
    }
    assertThat(script.publish("one more", "1", "a").refusal())
        .isEqualTo("conflict/max-nodes-exceeded");
  }

  // XEP-0060, section 7.1.5; XEP-0402, section 4.
  @Test
  void preconditionsConfigureANewNodeAndBindAnOldOne() {
    // Given
    String wanted =
        options("persist_items", "true", "max_items", "max", "access_model", "whitelist");
    String publish = "<publish node='bookmarks'>" + item("room", "a") + "</publish>";

    // Then
    assertThat(script.set(publish + wanted).notified()).containsExactly("juliet@example.com*");
    assertThat(script.set(publish + wanted).result()).isNotEmpty();
    assertThat(script.set(publish + options("access_model", "open")).refusal())
        .isEqualTo("conflict/precondition-not-met");
    assertThat(script.set(publish + options("unheard_of", "1")).refusal())
        .isEqualTo("conflict/precondition-not-met");
    assertThat(script.set(wanted + publish).result()).isNotEmpty();
    assertThat(script.as(ROMEO).get("<items node='bookmarks'/>").refusal())
        .isEqualTo("not-allowed/closed-node");
  }

  @Test
  void nodeForSeveralItemsKeepsThemUpToTheServersLimit() {
    // Given
    for (int i = 0; i < 6; i++) {
      script.set(
          "<publish node='n'>" + item("i" + i, "a") + "</publish>" + options("max_items", "max"));
    }

    // Then
    script.get("<items node='n'/>");
    assertThat(script.result()).containsSubsequence("i5", "i4", "i3", "i2").doesNotContain("i1");
    script.get("<items node='n' max_items='2'/>");
    assertThat(script.result()).contains("i5", "i4").doesNotContain("i3");
    script.get("<items node='n'><item id='i3'/><item id='none'/></items>");
    assertThat(script.result()).contains("i3").doesNotContain("i4");
    script.get("<items node='n'><item id='none'/></items>");
    assertThat(script.result()).contains("<items node=\"n\"/>");
    script.get("<items node='n' max_items='x'/>");
    assertThat(script.refusal()).isEqualTo("bad-request");
    script.get(
        "<items node='n'/><set xmlns='http://jabber.org/protocol/rsm'><max>2</max>"
            + "<after>i5</after></set>");
    assertThat(script.result())
        .contains("i4", "i3", "<first index=\"1\">i4</first>", "<count>4</count>")
        .doesNotContain("id=\"i2\"");
  }

  // XEP-0060, section 6.5.9 and 6.1.3.
  @ParameterizedTest
  @CsvSource({
    "open, OK, OK",
    "presence, OK, not-authorized/presence-subscription-required",
    "roster, OK, not-authorized/not-in-roster-group",
    "whitelist, not-allowed/closed-node, not-allowed/closed-node",
    "authorize, not-authorized/not-subscribed, not-authorized/not-subscribed"
  })
  void accessModelsDecideWhoReads(String model, String contact, String stranger) {
    // Given
    script.set(
        "<publish node='n'>"
            + item("1", "a")
            + "</publish>"
            + options("access_model", model, "roster_groups_allowed", "Montagues"));

    // Then
    assertThat(outcome(ROMEO)).isEqualTo(contact);
    assertThat(outcome(TYBALT)).isEqualTo(stranger);
  }

  private String outcome(Jid who) {
    return script.as(who).get("<items node='n'/>").outcome();
  }

  @Test
  void nobodyElsePublishesUnlessMadeAPublisher() {
    // Given
    script.publish("n", "1", "a");

    // Then
    assertThat(script.as(ROMEO).publish("n", "2", "b").refusal()).isEqualTo("forbidden");
    assertThat(script.publish("new", "2", "b").refusal()).isEqualTo("item-not-found");
    assertThat(script.set("<create node='new'/>").refusal()).isEqualTo("forbidden");
    assertThat(script.ownerSet("<delete node='n'/>").refusal()).isEqualTo("forbidden");

    // When
    script
        .as(JULIET)
        .ownerSet(
            "<affiliations node='n'><affiliation jid='romeo@example.com'"
                + " affiliation='publisher'/></affiliations>");

    // Then
    assertThat(script.as(ROMEO).publish("n", "2", "b").result()).isNotEmpty();
    assertThat(script.get("<affiliations/>").result())
        .contains("<affiliation node=\"n\" affiliation=\"publisher\"/>");
    assertThat(script.as(JULIET).ownerGet("<affiliations node='n'/>").result())
        .contains("romeo@example.com", "affiliation=\"owner\"");
  }

  // XEP-0060, section 7.2.
  @Test
  void retractedItemIsGoneAndSubscribersHear() {
    // Given
    script.publish("n", "1", "a");

    // When
    script.set("<retract node='n'><item id='1'/></retract>");

    // Then
    assertThat(script.notified()).hasSize(2);
    assertThat(script.firstEvent()).contains("<items node=\"n\"><retract id=\"1\"/></items>");
    assertThat(script.store.items(JULIET, "n")).isEmpty();

    // When
    script.publish("n", "2", "a").set("<retract node='n' notify='0'><item id='2'/></retract>");

    // Then
    assertThat(script.notified()).isEmpty();
  }

  // XEP-0060, sections 8.2, 8.4 and 8.5.
  @Test
  void ownerConfiguresPurgesAndDeletes() {
    // Given
    script.set("<create node='n'/>");
    assertThat(script.result()).isEmpty();

    // Then
    assertThat(script.ownerGet("<configure node='n'/>").result())
        .contains("pubsub#access_model", "<value>presence</value>", "type=\"form\"");
    assertThat(script.ownerGet("<default/>").result()).contains("pubsub#max_items");
    String type = NodeConfig.NODE_CONFIG;
    script.ownerSet(
        "<configure node='n'>"
            + form(type, "access_model", "open", "notify_config", "1")
            + "</configure>");
    assertThat(script.firstEvent()).contains("<configuration node=\"n\">");
    assertThat(
            script
                .ownerSet("<configure node='n'>" + form(type, "access_model", "x") + "</configure>")
                .refusal())
        .isEqualTo("not-acceptable");
    assertThat(
            script
                .ownerSet(
                    "<configure node='n'><x xmlns='jabber:x:data' type='cancel'/></configure>")
                .result())
        .isEmpty();
    assertThat(script.ownerSet("<configure/>").refusal()).isEqualTo("bad-request/nodeid-required");

    // When
    script.publish("n", "1", "a").ownerSet("<purge node='n'/>");

    // Then
    assertThat(script.firstEvent()).contains("<purge node=\"n\"/>");
    assertThat(script.store.items(JULIET, "n")).isEmpty();

    // When
    script.ownerSet("<delete node='n'/>");

    // Then
    assertThat(script.firstEvent()).contains("<delete node=\"n\"/>");
    assertThat(script.get("<items node='n'/>").refusal()).isEqualTo("item-not-found");
    assertThat(script.ownerSet("<delete node='n'/>").refusal()).isEqualTo("item-not-found");
  }

  // XEP-0060, sections 6.1 and 6.2: who is no contact may subscribe an open node.
  @Test
  void explicitSubscriberIsNotifiedWhereItWantedUntilItUnsubscribes() {
    // Given
    script.set(
        "<publish node='n'>" + item("1", "a") + "</publish>" + options("access_model", "open"));

    // When
    script.as(TYBALT).set("<subscribe node='n' jid='tybalt@example.com/r'/>");

    // Then
    assertThat(script.result()).contains("subscription=\"subscribed\"");
    assertThat(script.notified()).containsExactly("tybalt@example.com/r");
    assertThat(script.firstEvent()).contains("id=\"1\"", "urn:xmpp:delay");
    assertThat(script.get("<subscriptions/>").result()).contains("tybalt@example.com/r");
    assertThat(script.as(JULIET).publish("n", "2", "b").notified())
        .containsExactly("juliet@example.com*", "romeo@example.com*", "tybalt@example.com/r");

    // When
    script.as(TYBALT).set("<unsubscribe node='n' jid='tybalt@example.com/r'/>");

    // Then
    assertThat(script.result()).isEmpty();
    assertThat(script.as(JULIET).publish("n", "3", "b").notified()).hasSize(2);
  }

  // XEP-0060, sections 6.1.4 and 8.8.2.
  @Test
  void ownerApprovesWhoWaits() {
    // Given
    script.set(
        "<publish node='n'>"
            + item("1", "a")
            + "</publish>"
            + options("access_model", "authorize"));

    // When
    script.as(TYBALT).set("<subscribe node='n' jid='tybalt@example.com'/>");

    // Then
    assertThat(script.result()).contains("subscription=\"pending\"");
    assertThat(script.set("<subscribe node='n' jid='tybalt@example.com'/>").refusal())
        .isEqualTo("not-authorized/pending-subscription");

    // When
    script
        .as(JULIET)
        .ownerSet(
            "<subscriptions node='n'><subscription jid='tybalt@example.com'"
                + " subscription='subscribed'/></subscriptions>");

    // Then
    assertThat(script.firstEvent()).contains("subscription=\"subscribed\"");
    assertThat(script.as(TYBALT).get("<items node='n'/>").result()).contains("id=\"1\"");
  }

  // XEP-0163, section 4.3.4.
  @Test
  void resourceThatComesGetsTheLastItemsThatItMaySeeAndAsksFor() {
    // Given
    script.publish("tune", "1", "a").publish("tune", "2", "b");
    script.set(
        "<publish node='mood'>"
            + item("m", "c")
            + "</publish>"
            + options("send_last_published_item", "never"));
    script.set(
        "<publish node='secret'>"
            + item("s", "d")
            + "</publish>"
            + options("access_model", "whitelist"));
    LatestItems latest = new LatestItems(script.store, script.contacts);

    // When
    List<String> forRomeo =
        latest
            .of(Objects.requireNonNull(ROMEO.withResource("r")), List.of("tune", "mood", "secret"))
            .stream()
            .map(each -> XmlWriter.toText(each.stanza()))
            .toList();

    // Then
    assertThat(forRomeo)
        .singleElement()
        .asString()
        .contains("to=\"romeo@example.com/r\"", "id=\"2\"", "stamp=\"1970-01-01T00:00:02Z\"");
    assertThat(latest.of(Objects.requireNonNull(JULIET.withResource("r")), List.of("secret")))
        .hasSize(1);
    assertThat(latest.of(Objects.requireNonNull(TYBALT.withResource("r")), List.of("tune")))
        .isEmpty();
  }

  @Test
  void nodeIsTheSameAfterItWasWrittenAndRead() {
    // Given
    PepNode node =
        PepNode.of("n", NodeConfig.DEFAULT, 5)
            .with(new NodeConfig(Map.of(ConfigField.TITLE, List.of("a\tb\\c\nd"))))
            .with(ROMEO, Affiliation.OUTCAST)
            .with(new PepSubscription(TYBALT, "s", true));

    // Then
    assertThat(PepNodeText.read("n", PepNodeText.write(node), 5)).isEqualTo(node);
  }
}
