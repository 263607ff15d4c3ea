package org.godwit.session.xep0313_mam;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.session.archive.ArchivePaging;
import org.godwit.session.archive.ArchiveQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0313, sections 4.1 and 4.3; XEP-0059. */
class MamQueryRulesTests {

  private static final String FORM =
      "<x xmlns='jabber:x:data' type='submit'>"
          + "<field var='FORM_TYPE'><value>urn:xmpp:mam:2</value></field>";

  private final MamQueryRules rules = new MamQueryRules(50, 2);

  private MamRequest read(String content) {
    String query = "<query xmlns='urn:xmpp:mam:2' queryid='q'>" + content + "</query>";
    try {
      return rules.read(XmlReader.parse(query.getBytes(StandardCharsets.UTF_8)));
    } catch (XmlException e) {
      throw new AssertionError(e);
    }
  }

  private ArchiveQuery query(String content) {
    return ((MamRequest.Query) read(content)).query();
  }

  private ArchivePaging page(String content) {
    return query("<set xmlns='http://jabber.org/protocol/rsm'>" + content + "</set>").page();
  }

  private static String form(String var, String... values) {
    StringBuilder field = new StringBuilder(FORM + "<field var='" + var + "'>");
    for (String value : values) {
      field.append("<value>").append(value).append("</value>");
    }
    return field + "</field></x>";
  }

  @Test
  void aQueryWithoutAnythingIsForTheFirstPage() {
    assertThat(read(""))
        .isEqualTo(new MamRequest.Query(ArchiveQuery.all(ArchivePaging.first(50)), "q", false));
  }

  @Test
  void section41TheFieldsOfTheForm() {
    assertThat(query(form("with", "bob@localhost")).with()).isEqualTo(Jid.of("bob@localhost"));
    assertThat(query(form("start", "2010-06-07T00:00:00Z")).startMs())
        .isEqualTo(Instant.parse("2010-06-07T00:00:00Z").toEpochMilli());
    assertThat(query(form("end", "2010-06-07T02:00:00.123+02:00")).endMs())
        .isEqualTo(Instant.parse("2010-06-07T00:00:00.123Z").toEpochMilli());
    assertThat(query(form("after-id", "a")).afterId()).isEqualTo("a");
    assertThat(query(form("before-id", "b")).beforeId()).isEqualTo("b");
    assertThat(query(form("ids", "a", "b")).ids()).isEqualTo(List.of("a", "b"));
    assertThat(query(form("include-groupchat", "true")))
        .isEqualTo(ArchiveQuery.all(ArchivePaging.first(50)));
  }

  @Test
  void section43Paging() {
    assertThat(page("<max>10</max>")).isEqualTo(ArchivePaging.first(10));
    assertThat(page("<max>1000</max>")).isEqualTo(ArchivePaging.first(50));
    assertThat(page("<max>0</max>").max()).isZero();
    assertThat(page("<max>10</max><after>a</after>"))
        .isEqualTo(new ArchivePaging(10, "a", null, false, 0));
    assertThat(page("<max>10</max><before/>"))
        .isEqualTo(new ArchivePaging(10, null, null, true, 0));
    assertThat(page("<before>b</before>")).isEqualTo(new ArchivePaging(50, null, "b", true, 0));
    assertThat(page("<max>10</max><index>20</index>"))
        .isEqualTo(new ArchivePaging(10, null, null, false, 20));
  }

  @Test
  void section434APageMayBeFlipped() {
    assertThat(((MamRequest.Query) read("<flip-page/>")).flipped()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "with, not@a@jid, JID_MALFORMED",
    "start, yesterday, BAD_REQUEST",
    "end, 2010-06-07, BAD_REQUEST",
    "include-groupchat, maybe, BAD_REQUEST",
    "withtext, hello, FEATURE_NOT_IMPLEMENTED",
    "FORM_TYPE, urn:xmpp:mam:1, BAD_REQUEST"
  })
  void whatCannotBeServedIsRefused(String var, String value, StanzaErrorCondition condition) {
    assertThat(read(form(var, value)))
        .isInstanceOfSatisfying(
            MamRequest.Refused.class,
            refused -> assertThat(refused.error().condition()).isEqualTo(condition));
  }

  @Test
  void limitsAndBadNumbersAreRefused() {
    assertThat(read(form("ids", "a", "b", "c"))).isInstanceOf(MamRequest.Refused.class);
    assertThat(read(form("with", "a@b", "c@d"))).isInstanceOf(MamRequest.Refused.class);
    assertThat(read("<x xmlns='jabber:x:data' type='form'/>"))
        .isInstanceOf(MamRequest.Refused.class);
    assertThat(read("<x xmlns='jabber:x:data' type='submit'/>"))
        .isInstanceOf(MamRequest.Refused.class);
    for (String max : List.of("-1", "x", "1.5", "99999999999999999999")) {
      assertThat(read("<set xmlns='http://jabber.org/protocol/rsm'><max>" + max + "</max></set>"))
          .as(max)
          .isInstanceOf(MamRequest.Refused.class);
    }
  }
}
