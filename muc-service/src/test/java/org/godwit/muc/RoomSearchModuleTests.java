package org.godwit.muc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.godwit.muc.room.Change;
import org.godwit.muc.room.ConfigField;
import org.godwit.muc.room.RoomConfig;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.Subject;
import org.godwit.muc.store.FakeRoomStore;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0433, version 0.1.0. */
class RoomSearchModuleTests {

  private final FakeRoomStore store = new FakeRoomStore();

  @BeforeEach
  void rooms() {
    save("chess", "Chess", "1", "0");
    save("checkers", "Checkers", "1", "1");
    save("secret", "Chess for few", "0", "0");
  }

  private void save(String local, String name, String listed, String membersOnly) {
    RoomState room =
        new RoomState(
            Jid.of(local + "@muc.localhost"),
            new RoomState.Origin(1, Jid.of("crone1@localhost"), "secret"),
            false,
            RoomConfig.DEFAULT
                .with(ConfigField.ROOM_NAME, List.of(name))
                .with(ConfigField.ROOM_DESC, List.of("Board games"))
                .with(ConfigField.PUBLIC_ROOM, List.of(listed))
                .with(ConfigField.MEMBERS_ONLY, List.of(membersOnly)),
            Subject.NONE,
            List.of(),
            Map.of(),
            Map.of(),
            List.of());
    store.apply(room.jid(), List.of(new Change.Save(room))).toCompletableFuture().join();
  }

  private String ask(String content) {
    String iq =
        "<iq xmlns='jabber:client' type='get' id='i'><search"
            + " xmlns='urn:xmpp:channel-search:0:search'>"
            + content
            + "</search></iq>";
    try {
      Reply reply =
          new IqDispatcher(
                  new ModuleIndex(List.of(new RoomSearchModule(store, 10))),
                  StanzaErrorCondition.SERVICE_UNAVAILABLE)
              .dispatch(
                  XmlReader.parse(iq.getBytes(StandardCharsets.UTF_8)),
                  TargetKind.SERVER,
                  new Context(
                      "localhost",
                      Jid.of("hag66@localhost/pda"),
                      Jid.of("muc.localhost"),
                      Instant.EPOCH))
              .toCompletableFuture()
              .join();
      return switch (reply) {
        case Reply.Result result ->
            result.payload() == null ? "" : XmlWriter.toText(result.payload());
        case Reply.Failure failure -> XmlWriter.toText(failure.error().toElement("jabber:client"));
        case Reply.Page _ -> "";
      };
    } catch (XmlException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns a submitted form with these fields: name, value, name, value ... */
  private static String form(String... fields) {
    StringBuilder form =
        new StringBuilder(
            "<x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE'><value>"
                + "urn:xmpp:channel-search:0:search-params</value></field>");
    for (int i = 0; i < fields.length; i += 2) {
      form.append("<field var='").append(fields[i]).append("'><value>");
      form.append(fields[i + 1]).append("</value></field>");
    }
    return form.append("</x>").toString();
  }

  // Section 4.2.1.
  @Test
  void theFormHasWhatCanBeChosen() {
    assertThat(ask(""))
        .contains("type=\"form\"", "search-params", "var=\"q\"", "var=\"all\"", "var=\"sinname\"")
        .contains("var=\"sindescription\"", "var=\"types\"", "var=\"key\"", "order}address");
  }

  // Sections 4.2.2.1 and 6.2.
  @Test
  void publicRoomsAreFoundAndHiddenOnesAreNot() {
    assertThat(ask(form("q", "CHESS")))
        .contains("<item address=\"chess@muc.localhost\"><name>Chess</name>")
        .contains("<description>Board games</description>", "<is-open>true</is-open>")
        .contains("<service-type>xep-0045</service-type>", "muc_semianonymous")
        .contains("<count>1</count>")
        .doesNotContain("checkers", "secret");
    assertThat(ask(form("q", "board"))).contains("chess@", "checkers@", "<count>2</count>");
    assertThat(ask(form("q", "board", "sindescription", "0")))
        .contains("<result", "<count>0</count>")
        .doesNotContain("<item");
    assertThat(ask(form("q", "checkers"))).contains("<is-open>false</is-open>");
    assertThat(ask(form("all", "true", "types", "xep-0369"))).doesNotContain("<item");
  }

  @Test
  void allAreListedPageByPage() {
    String page =
        "<set xmlns='http://jabber.org/protocol/rsm'><max>1</max>%s</set>" + form("all", "true");
    assertThat(ask(page.formatted("")))
        .contains("checkers@", "<count>2</count>", "index=\"0\"")
        .doesNotContain("chess@");
    assertThat(ask(page.formatted("<after>checkers</after>")))
        .contains("chess@", "index=\"1\"")
        .doesNotContain("checkers@");
  }

  // Sections 4.2.2.2 to 4.2.2.7.
  @ParameterizedTest
  @CsvSource({
    "key, nusers, modify, feature-not-implemented, invalid-sort-key",
    "q, ab c, modify, bad-request, invalid-search-terms",
    "q, '', cancel, bad-request, no-search-conditions",
    "all, 0, cancel, bad-request, no-search-conditions"
  })
  void searchesThatCannotBeDoneAreRefused(
      String field, String value, String type, String condition, String specific) {
    assertThat(ask(form(field, value)))
        .contains("type=\"" + type + '"', "<" + condition, "<" + specific);
  }

  @Test
  void conflictsAreNamed() {
    assertThat(ask(form("q", "chess", "all", "1")))
        .contains("type=\"modify\"", "<bad-request", "<conflicting-fields")
        .contains("<var>all</var>", "<var>q</var>");
  }
}
