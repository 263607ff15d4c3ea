package org.godwit.session.xep0313_mam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.account.ArchiveRow;
import org.godwit.session.account.FakeArchive;
import org.godwit.session.account.Stanzas;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XEP-0313, sections 4, 5 and 8.1; XEP-0441. */
class ArchiveModuleTests {

  private static final Jid ALICE = Jid.of("alice@localhost");

  private final FakeArchive archive = new FakeArchive();
  private final IqDispatcher iqs =
      new IqDispatcher(
          new ModuleIndex(List.of(new ArchiveModule(archive, 10, 10, 2))),
          StanzaErrorCondition.SERVICE_UNAVAILABLE);

  private Reply ask(String type, String payload, String sender) {
    String iq = "<iq xmlns='jabber:client' type='" + type + "' id='1'>" + payload + "</iq>";
    Context context =
        new Context("localhost", Jid.of(sender), ALICE, Instant.ofEpochMilli(1_000_000));
    try {
      return iqs.dispatch(
              XmlReader.parse(iq.getBytes(StandardCharsets.UTF_8)), TargetKind.ACCOUNT, context)
          .toCompletableFuture()
          .join();
    } catch (XmlException e) {
      throw new AssertionError(e);
    }
  }

  private Reply ask(String type, String payload) {
    return ask(type, payload, "alice@localhost/phone");
  }

  private String text(String type, String payload) {
    return text(ask(type, payload));
  }

  private static String text(Reply reply) {
    return switch (reply) {
      case Reply.Result result -> XmlWriter.toText(Objects.requireNonNull(result.payload()));
      case Reply.Page page -> XmlWriter.toText(Objects.requireNonNull(page.payload()));
      case Reply.Failure failure -> throw new AssertionError(failure.error());
    };
  }

  private static StanzaErrorCondition condition(Reply reply) {
    return ((Reply.Failure) reply).error().condition();
  }

  private void archived(String id, long timeMs) {
    archive.insert(
        new ArchiveRow(
            ALICE.toString(),
            id,
            Jid.of("bob@localhost/x"),
            timeMs,
            Stanzas.chat("bob@localhost/x", ALICE.toString(), id).bytes()));
  }

  @Test
  void section43AFinNamesFirstLastAndCount() {
    // Given
    archived("a", 1000);
    archived("b", 2000);
    archived("c", 3000);

    // When
    Reply.Page reply =
        (Reply.Page)
            ask(
                "set",
                "<query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'>"
                    + "<max>2</max><before/></set><flip-page/></query>");

    // Then
    assertThat(text(reply))
        .isEqualTo(
            "<fin xmlns=\"urn:xmpp:mam:2\"><set xmlns=\"http://jabber.org/protocol/rsm\">"
                + "<first index=\"1\">b</first><last>c</last><count>3</count></set></fin>");
    assertThat(reply.messages()).hasSize(2);
    assertThat(new String(reply.messages().getFirst(), StandardCharsets.UTF_8))
        .isEqualTo(
            "<message xmlns=\"jabber:client\" from=\"alice@localhost\""
                + " to=\"alice@localhost/phone\"><result xmlns=\"urn:xmpp:mam:2\" id=\"c\">"
                + "<forwarded xmlns=\"urn:xmpp:forward:0\"><delay xmlns=\"urn:xmpp:delay\""
                + " stamp=\"1970-01-01T00:00:03Z\"/>"
                + Stanzas.chat("bob@localhost/x", "alice@localhost", "c").text()
                + "</forwarded></result></message>");
  }

  @Test
  void section43AnEmptyArchiveIsComplete() {
    assertThat(text("set", "<query xmlns='urn:xmpp:mam:2'/>"))
        .isEqualTo(
            "<fin xmlns=\"urn:xmpp:mam:2\" complete=\"true\">"
                + "<set xmlns=\"http://jabber.org/protocol/rsm\"><count>0</count></set></fin>");
  }

  @Test
  void section432AnUnknownIdIsItemNotFound() {
    assertThat(
            condition(
                ask(
                    "set",
                    "<query xmlns='urn:xmpp:mam:2'><set xmlns='http://jabber.org/protocol/rsm'>"
                        + "<after>nowhere</after></set></query>")))
        .isEqualTo(StanzaErrorCondition.ITEM_NOT_FOUND);
  }

  @Test
  void section415TheFormHasAllFields() {
    assertThat(text("get", "<query xmlns='urn:xmpp:mam:2'/>"))
        .contains(
            "var=\"with\"",
            "var=\"start\"",
            "var=\"end\"",
            "var=\"before-id\"",
            "var=\"after-id\"",
            "type=\"list-multi\" var=\"ids\"",
            "<open/>",
            "var=\"include-groupchat\"");
  }

  @Test
  void section5TheEndsOfTheArchive() {
    assertThat(text("get", "<metadata xmlns='urn:xmpp:mam:2'/>"))
        .isEqualTo("<metadata xmlns=\"urn:xmpp:mam:2\"/>");

    // Given
    archived("a", 1000);
    archived("b", 2500);

    // Then
    assertThat(text("get", "<metadata xmlns='urn:xmpp:mam:2'/>"))
        .isEqualTo(
            "<metadata xmlns=\"urn:xmpp:mam:2\">"
                + "<start id=\"a\" timestamp=\"1970-01-01T00:00:01Z\"/>"
                + "<end id=\"b\" timestamp=\"1970-01-01T00:00:02.500Z\"/></metadata>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"query", "metadata", "prefs"})
  void section81AnArchiveIsItsOwnersAlone(String element) {
    String payload = "<" + element + " xmlns='urn:xmpp:mam:2' default='always'/>";
    if (!element.equals("metadata")) {
      assertThat(condition(ask("set", payload, "bob@localhost/x")))
          .isEqualTo(StanzaErrorCondition.FORBIDDEN);
    }
    assertThat(condition(ask("get", payload, "bob@localhost/x")))
        .isEqualTo(StanzaErrorCondition.FORBIDDEN);
  }

  @Test
  void xep0441PreferencesAreSetAndKept() {
    // Given
    String none = "<prefs xmlns=\"urn:xmpp:mam:2\" default=\"always\"><always/><never/></prefs>";
    assertThat(text("get", "<prefs xmlns='urn:xmpp:mam:2'/>")).isEqualTo(none);
    String wished =
        "<prefs xmlns=\"urn:xmpp:mam:2\" default=\"roster\"><always><jid>romeo@montague.lit</jid>"
            + "</always><never><jid>montague@montague.lit</jid></never></prefs>";

    // Then
    assertThat(text("set", wished)).isEqualTo(wished);
    assertThat(text("get", "<prefs xmlns='urn:xmpp:mam:2'/>")).isEqualTo(wished);
  }

  @Test
  void xep0441WhatCannotBeSetIsRefused() {
    assertThat(condition(ask("set", "<prefs xmlns='urn:xmpp:mam:2' default='some'/>")))
        .isEqualTo(StanzaErrorCondition.BAD_REQUEST);
    assertThat(
            condition(
                ask(
                    "set",
                    "<prefs xmlns='urn:xmpp:mam:2' default='never'>"
                        + "<always><jid>@</jid></always></prefs>")))
        .isEqualTo(StanzaErrorCondition.JID_MALFORMED);
    assertThat(
            condition(
                ask(
                    "set",
                    "<prefs xmlns='urn:xmpp:mam:2' default='never'><always><jid>a@b</jid>"
                        + "<jid>c@b</jid><jid>d@b</jid></always></prefs>")))
        .isEqualTo(StanzaErrorCondition.POLICY_VIOLATION);
  }
}
