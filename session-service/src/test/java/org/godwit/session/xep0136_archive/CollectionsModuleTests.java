package org.godwit.session.xep0136_archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;
import org.godwit.session.account.ArchiveRow;
import org.godwit.session.account.FakeArchive;
import org.godwit.session.module.Ask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0136, version 1.3.1. */
class CollectionsModuleTests {

  private static final String ROMEO = "romeo@localhost";
  private static final String JULIET = "juliet@localhost";

  private final FakeArchive archive = new FakeArchive();
  private final Ask module = new Ask(new CollectionsModule(archive, archive, 3, 4));
  private int n;

  private void message(String from, String peer, String time, String body) {
    archive.insert(
        new ArchiveRow(
            ROMEO,
            String.format("id%02d", n++),
            Jid.of(peer),
            Instant.parse(time).toEpochMilli(),
            ("<message xmlns='jabber:client' from='"
                    + from
                    + "' to='x@localhost'><body>"
                    + body
                    + "</body></message>")
                .getBytes(StandardCharsets.UTF_8)));
  }

  private void given() {
    message(JULIET + "/b", JULIET + "/b", "2026-01-01T10:00:00.500Z", "one");
    message(ROMEO + "/o", JULIET + "/b", "2026-01-01T10:00:11.400Z", "two");
    message("tybalt@localhost/s", "tybalt@localhost/s", "2026-01-01T12:00:00Z", "three");
    message(JULIET + "/c", JULIET + "/c", "2026-01-02T10:00:00Z", "four");
  }

  private String ask(String type, String payload) {
    return ask(type, ROMEO + "/o", payload);
  }

  private String ask(String type, String sender, String payload) {
    return module.ask(
        type,
        TargetKind.ACCOUNT,
        payload,
        new Context("localhost", Jid.of(sender), Jid.of(ROMEO), Instant.EPOCH));
  }

  private static String list(String attributes, String page) {
    return "<list xmlns='urn:xmpp:archive' " + attributes + '>' + page + "</list>";
  }

  private static String page(String content) {
    return "<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>";
  }

  // Section 7.1: in chronological order; those of one JID and one day are one collection.
  @Test
  void collectionsAreListedInOrderOfTime() {
    // Given
    given();

    // When
    String list = ask("get", list("", ""));

    // Then
    assertThat(list)
        .startsWith(
            "<list xmlns=\"urn:xmpp:archive\">"
                + "<chat with=\"juliet@localhost\" start=\"2026-01-01T10:00:00.500Z\"/>"
                + "<chat with=\"tybalt@localhost\" start=\"2026-01-01T12:00:00Z\"/>"
                + "<chat with=\"juliet@localhost\" start=\"2026-01-02T10:00:00Z\"/>")
        .contains("<first index=\"0\">", "<count>3</count>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with='juliet@localhost' | 2",
        "with='juliet@localhost/c' | 1",
        "start='2026-01-01T12:00:00Z' | 2",
        "end='2026-01-01T11:00:00Z' | 1",
        "with='juliet@localhost' start='2026-01-01T12:00:00Z' end='2026-02-01T00:00:00Z' | 1"
      })
  void listIsLimitedByJidAndTime(String attributes, int count) {
    // Given
    given();

    // Then
    assertThat(ask("get", list(attributes, ""))).contains("<count>" + count + "</count>");
  }

  // Section 7.1 with XEP-0059.
  @Test
  void listHasPages() {
    // Given
    given();
    String first = ask("get", list("", page("<max>2</max>")));
    String last = first.replaceFirst("(?s).*<last>([^<]*)</last>.*", "$1");

    // When
    String second = ask("get", list("", page("<max>2</max><after>" + last + "</after>")));
    String backwards = ask("get", list("", page("<max>1</max><before/>")));

    // Then
    assertThat(first).contains("tybalt").doesNotContain("2026-01-02");
    assertThat(second)
        .contains("2026-01-02", "<first index=\"2\">")
        .doesNotContain("tybalt@localhost\" start");
    assertThat(backwards).contains("2026-01-02T10:00:00Z", "<first index=\"2\">");
  }

  // Section 7.1: no error.
  @Test
  void nothingIsAnEmptyList() {
    assertThat(ask("get", list("", ""))).isEqualTo("<list xmlns=\"urn:xmpp:archive\"/>");
  }

  // Sections 7.2 and 4.6: seconds since the message before, whose sum stays true.
  @Test
  void collectionIsRetrievedWithDirectionsAndSeconds() {
    // Given
    given();

    // When
    String chat =
        ask(
            "get",
            "<retrieve xmlns='urn:xmpp:archive' with='juliet@localhost'"
                + " start='2026-01-01T10:00:00.500Z'/>");

    // Then
    assertThat(chat)
        .startsWith(
            "<chat xmlns=\"urn:xmpp:archive\" with=\"juliet@localhost\""
                + " start=\"2026-01-01T10:00:00.500Z\">"
                + "<from secs=\"0\"><body>one</body></from>"
                + "<to secs=\"10\"><body>two</body></to>")
        .contains("<count>2</count>")
        .doesNotContain("four");
  }

  @Test
  void laterPageBeginsWithATime() {
    // Given
    given();

    // When
    String chat =
        ask(
            "get",
            "<retrieve xmlns='urn:xmpp:archive' with='juliet@localhost'"
                + " start='2026-01-01T10:00:00.500Z'>"
                + page("<after>id00</after>")
                + "</retrieve>");

    // Then
    assertThat(chat).contains("<to utc=\"2026-01-01T10:00:11.400Z\"><body>two</body></to>");
  }

  // Sections 7.2 and 7.3.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "get | <retrieve xmlns='urn:xmpp:archive' with='x@y' start='2026-01-01T10:00:00Z'/>"
            + " | item-not-found",
        "get | <retrieve xmlns='urn:xmpp:archive' with='x@y'/> | bad-request",
        "get | <retrieve xmlns='urn:xmpp:archive' with='x@y' start='yesterday'/> | bad-request",
        "get | <list xmlns='urn:xmpp:archive' with='@'/> | bad-request",
        "set | <remove xmlns='urn:xmpp:archive' with='x@y'/> | item-not-found",
        "set | <auto xmlns='urn:xmpp:archive' save='maybe'/> | bad-request",
        "set | <pref xmlns='urn:xmpp:archive'><default save='stream'/></pref>"
            + " | feature-not-implemented",
        "set | <pref xmlns='urn:xmpp:archive'><item jid='@' save='body'/></pref>"
            + " | jid-malformed"
      })
  void whatCannotBeDoneIsRefused(String type, String payload, String condition) {
    assertThat(ask(type, payload)).isEqualTo(condition);
  }

  @Test
  void othersAreRefused() {
    assertThat(ask("get", "tybalt@localhost/s", list("", ""))).isEqualTo("forbidden");
  }

  // Section 7.3: one collection, then all with a JID, then all.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with='juliet@localhost' start='2026-01-01T10:00:00.500Z' | 2",
        "with='juliet@localhost' | 1",
        "end='2026-01-01T11:00:00Z' | 2",
        "start='2026-01-01T11:00:00Z' end='2038-01-01T00:00:00Z' | 1"
      })
  void collectionsAreRemoved(String attributes, int left) {
    // Given
    given();

    // When
    assertThat(ask("set", "<remove xmlns='urn:xmpp:archive' " + attributes + "/>")).isEmpty();

    // Then
    assertThat(ask("get", list("", ""))).contains("<count>" + left + "</count>");
  }

  // Sections 2.3 to 2.5 and 6.
  @Test
  void saveModesAreThePreferencesOfTheArchive() {
    // When
    ask("set", "<auto xmlns='urn:xmpp:archive' save='false'/>");
    ask(
        "set",
        "<pref xmlns='urn:xmpp:archive'><item jid='juliet@localhost' save='body'/>"
            + "<item jid='tybalt@localhost' save='false'/></pref>");

    // Then
    assertThat(ask("get", "<pref xmlns='urn:xmpp:archive'/>"))
        .contains(
            "<auto save=\"false\"/>",
            "<default otr=\"concede\" save=\"false\"/>",
            "<item jid=\"juliet@localhost\" otr=\"concede\" save=\"message\"/>",
            "<item jid=\"tybalt@localhost\" otr=\"concede\" save=\"false\"/>");

    // When
    ask("set", "<itemremove xmlns='urn:xmpp:archive'><item jid='tybalt@localhost'/></itemremove>");
    ask("set", "<pref xmlns='urn:xmpp:archive'><default save='body'/></pref>");

    // Then
    assertThat(ask("get", "<pref xmlns='urn:xmpp:archive'/>"))
        .contains("<auto save=\"true\"/>")
        .doesNotContain("tybalt");
  }

  @Test
  void itemsHaveALimit() {
    // Given
    StringBuilder items = new StringBuilder();
    for (String name : List.of("a", "b", "c", "d", "e")) {
      items.append("<item jid='").append(name).append("@localhost' save='body'/>");
    }

    // Then
    assertThat(ask("set", "<pref xmlns='urn:xmpp:archive'>" + items + "</pref>"))
        .isEqualTo("resource-constraint");
  }
}
