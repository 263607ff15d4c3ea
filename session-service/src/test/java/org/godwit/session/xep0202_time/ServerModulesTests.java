package org.godwit.session.xep0202_time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.module.Ask;
import org.godwit.session.xep0039_stats.StatsModule;
import org.godwit.session.xep0092_version.VersionModule;
import org.godwit.session.xep0157_contact.ContactAddresses;
import org.junit.jupiter.api.Test;

/** What the server says of itself. */
class ServerModulesTests {

  private static String ask(XepModule module, String payload) {
    return new Ask(module)
        .ask(
            "get",
            TargetKind.SERVER,
            payload,
            new Context("localhost", Jid.of("a@localhost/r"), Jid.of("localhost"), Instant.EPOCH));
  }

  // XEP-0202, section 2.
  @Test
  void timeIsInUtcWithTheZonesOffset() {
    Instant now = Instant.parse("2006-12-19T17:58:35.123456Z");
    assertThat(
            ask(
                new TimeModule(Clock.fixed(now, ZoneId.of("-06:00"))),
                "<time xmlns='urn:xmpp:time'/>"))
        .isEqualTo(
            "<time xmlns=\"urn:xmpp:time\"><tzo>-06:00</tzo><utc>2006-12-19T17:58:35.123Z</utc>"
                + "</time>");
    assertThat(
            ask(
                new TimeModule(Clock.fixed(now, ZoneId.of("UTC"))),
                "<time xmlns='urn:xmpp:time'/>"))
        .contains("<tzo>+00:00</tzo>");
  }

  // XEP-0092, sections 3 and 5.
  @Test
  void versionNamesTheSystemOnlyWhereItMay() {
    String query = "<query xmlns='jabber:iq:version'/>";
    assertThat(ask(new VersionModule("Godwit", "1", null), query))
        .isEqualTo(
            "<query xmlns=\"jabber:iq:version\"><name>Godwit</name><version>1</version></query>");
    assertThat(ask(new VersionModule("Godwit", "1", "Linux"), query)).contains("<os>Linux</os>");
  }

  // XEP-0039, sections 2.3 to 2.6.
  @Test
  void statisticsAreListedAndCountedAndUnknownOnesHaveAnError() {
    StatsModule module =
        new StatsModule(Map.of("users/online", new StatsModule.Statistic("users", () -> 365)));
    assertThat(ask(module, "<query xmlns='http://jabber.org/protocol/stats'/>"))
        .contains("<stat name=\"users/online\"/>");
    assertThat(
            ask(
                module,
                "<query xmlns='http://jabber.org/protocol/stats'><stat name='users/online'/>"
                    + "<stat name='x'/></query>"))
        .contains(
            "<stat name=\"users/online\" units=\"users\" value=\"365\"/>",
            "<stat name=\"x\"><error code=\"404\">Not Found</error></stat>");
  }

  // XEP-0157, section 2.
  @Test
  void contactAddressesAreAFormWhereThereAreSome() {
    assertThat(ContactAddresses.form(Map.of("abuse", List.of()))).isEmpty();
    assertThat(ContactAddresses.form(Map.of("abuse", List.of("mailto:a@example.org"))))
        .singleElement()
        .satisfies(form ->
            assertThat(XmlWriter.toText(form))
                .contains(
                    "http://jabber.org/network/serverinfo",
                    "var=\"abuse-addresses\"",
                    "<value>mailto:a@example.org</value>"));
  }
}
