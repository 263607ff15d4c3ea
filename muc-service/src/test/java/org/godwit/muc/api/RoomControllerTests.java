package org.godwit.muc.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.godwit.admin.AdminArgument;
import org.godwit.admin.AdminFilter;
import org.godwit.admin.AdminTokenFile;
import org.godwit.admin.ProblemWriter;
import org.godwit.admin.TokenDoor;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.Topics;
import org.godwit.muc.room.Affiliation;
import org.godwit.muc.room.ArchiveId;
import org.godwit.muc.room.ArchivedMessage;
import org.godwit.muc.room.Change;
import org.godwit.muc.room.Member;
import org.godwit.muc.room.RoomConfig;
import org.godwit.muc.room.RoomState;
import org.godwit.muc.room.Subject;
import org.godwit.muc.store.FakeRoomStore;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.testkit.InMemoryBus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.json.JsonMapper;

/** REST of rooms, docs/rooms.md. */
class RoomControllerTests {

  private static final String ROOMS = "/api/v1/rooms";
  private static final Jid COVEN = Jid.of("coven@muc.localhost");
  private static final Jid CRONE = Jid.of("crone1@localhost");

  private final FakeRoomStore store = new FakeRoomStore();
  private final InMemoryBus bus = new InMemoryBus();
  private MockMvc mvc = mvc(null);

  private MockMvc mvc(@Nullable AdminTokenFile tokens) {
    return MockMvcBuilders.standaloneSetup(
            new RoomController(
                new RoomAdministration(store, bus, new ServedDomains(List.of("localhost")))))
        .setCustomArgumentResolvers(new AdminArgument())
        .addFilters(
            new AdminFilter(
                true,
                new TokenDoor(tokens),
                new RoomAudit(new SimpleMeterRegistry()),
                new ProblemWriter(JsonMapper.builder().build())))
        .build();
  }

  @BeforeEach
  void known() {
    for (Jid jid : List.of(COVEN, Jid.of("heath@muc.localhost"))) {
      store.apply(
          jid,
          List.of(
              new Change.Save(
                  new RoomState(
                      jid,
                      new RoomState.Origin(1, CRONE, "secret"),
                      false,
                      RoomConfig.DEFAULT,
                      Subject.NONE,
                      List.of(),
                      Map.of(),
                      Map.of(),
                      List.of())),
              new Change.Affiliate(CRONE, new Member(Affiliation.OWNER, null, null)),
              new Change.Affiliate(
                  Jid.of("hag66@localhost"), new Member(Affiliation.MEMBER, "hag", null))));
    }
  }

  private MockHttpServletResponse send(RequestBuilder request) throws Exception {
    MvcResult result = mvc.perform(request).andReturn();
    if (result.getRequest().isAsyncStarted()) {
      bus.runUntilIdle();
      result = mvc.perform(asyncDispatch(result)).andReturn();
    }
    return result.getResponse();
  }

  private String body(RequestBuilder request) throws Exception {
    MockHttpServletResponse response = send(request);
    assertThat(response.getStatus()).isEqualTo(200);
    return response.getContentAsString(StandardCharsets.UTF_8);
  }

  private static String next(String page) {
    return page.replaceFirst("(?s).*\"next\":\"([^\"]*)\".*", "$1");
  }

  /** Returns what owners of rooms were asked. */
  private List<String> asked() {
    bus.runUntilIdle();
    return bus.records(Topics.MUC).stream()
        .map(InboundRecord::message)
        .map(message -> new String(((Incoming) message).stanza(), StandardCharsets.UTF_8))
        .toList();
  }

  @Test
  void roomsAreListedInPages() throws Exception {
    // When
    String first = body(get(ROOMS).param("domain", "muc.localhost").param("limit", "1"));
    String second = body(get(ROOMS).param("domain", "muc.localhost").param("cursor", next(first)));

    // Then
    assertThat(first).contains("\"room\":\"coven@muc.localhost\"", "\"listed\":true");
    assertThat(second).contains("heath@muc.localhost", "\"next\":null").doesNotContain("coven@");
    assertThat(send(get(ROOMS).param("domain", "localhost")).getStatus()).isEqualTo(404);
    assertThat(send(get(ROOMS).param("domain", "muc.localhost").param("limit", "0")).getStatus())
        .isEqualTo(400);
  }

  @Test
  void roomIsShownWithoutItsPassword() throws Exception {
    // Then
    assertThat(body(get(ROOMS + "/coven@muc.localhost")))
        .contains("\"creator\":\"crone1@localhost\"", "\"muc#roomconfig_publicroom\":[\"1\"]")
        .doesNotContain("roomsecret", "\"secret\"");
    assertThat(send(get(ROOMS + "/none@muc.localhost")).getStatus()).isEqualTo(404);
    assertThat(send(get(ROOMS + "/muc.localhost")).getStatus()).isEqualTo(400);
  }

  @Test
  void configurationIsAskedOfTheOwner() throws Exception {
    // When
    MockHttpServletResponse response =
        send(
            put(ROOMS + "/coven@muc.localhost")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"config\":{\"muc#roomconfig_roomname\":[\"Cave\"]}}"));

    // Then
    assertThat(response.getStatus()).isEqualTo(202);
    assertThat(asked())
        .singleElement()
        .asString()
        .contains("from=\"localhost\"", "to=\"coven@muc.localhost\"", "type=\"set\"")
        .contains("<field var=\"muc#roomconfig_roomname\"><value>Cave</value></field>");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "new   | {}                                                   | needs an owner",
        "new   | {\"owners\":[\"\"]}                                  | needs an owner",
        "new   | {\"owners\":[\"@\"]}                                 | given as JIDs",
        "coven | {\"owners\":[]}                                      | at least one owner",
        "coven | {\"config\":{\"muc#roomconfig_whois\":[\"nobody\"]}} | muc#roomconfig_whois"
      })
  void whatNoRoomMayBeIsRefused(String room, String wanted, String reason) throws Exception {
    // When
    MockHttpServletResponse response =
        send(
            put(ROOMS + '/' + room + "@muc.localhost")
                .contentType(MediaType.APPLICATION_JSON)
                .content(wanted));

    // Then
    assertThat(response.getStatus()).isEqualTo(400);
    assertThat(response.getContentAsString()).contains(reason, "\"condition\":\"not-acceptable\"");
    assertThat(asked()).isEmpty();
  }

  @Test
  void membersAreListedAndChanged() throws Exception {
    // Given
    String members = ROOMS + "/coven@muc.localhost/members";

    // When
    String first = body(get(members).param("limit", "1"));
    String second = body(get(members).param("cursor", next(first)));

    // Then
    assertThat(first).contains("\"jid\":\"crone1@localhost\"", "\"affiliation\":\"owner\"");
    assertThat(second).contains("\"nick\":\"hag\"", "\"next\":null").doesNotContain("crone1");

    // When
    int banned =
        send(put(members + "/evil@localhost")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"affiliation\":\"outcast\",\"reason\":\"spam\"}"))
            .getStatus();
    int removed = send(delete(members + "/hag66@localhost")).getStatus();
    int last = send(delete(members + "/crone1@localhost")).getStatus();
    int unknown =
        send(put(members + "/evil@localhost")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"affiliation\":\"king\"}"))
            .getStatus();

    // Then
    assertThat(List.of(banned, removed, last, unknown)).containsExactly(202, 202, 400, 400);
    assertThat(asked())
        .satisfiesExactly(
            ban ->
                assertThat(ban)
                    .contains("jid=\"evil@localhost\" affiliation=\"outcast\"", "spam</reason>"),
            removal -> assertThat(removal).contains("affiliation=\"none\""));
  }

  @Test
  void roomIsDestroyed() throws Exception {
    // When
    int done =
        send(delete(ROOMS + "/coven@muc.localhost")
                .param("venue", "heath@muc.localhost")
                .param("reason", "Macbeth"))
            .getStatus();

    // Then
    assertThat(done).isEqualTo(202);
    assertThat(asked())
        .singleElement()
        .asString()
        .contains("<destroy jid=\"heath@muc.localhost\"><reason>Macbeth</reason></destroy>");
  }

  @Test
  void historyIsReadFromItsEnd() throws Exception {
    // Given
    for (int i = 1; i <= 3; i++) {
      store.apply(
          COVEN,
          List.of(
              new Change.Archive(
                  new ArchivedMessage(
                      new ArchiveId(i, 1000 + i),
                      Jid.of("hag66@localhost/pda"),
                      "hag",
                      true,
                      XmlElement.of("jabber:client", "message")
                          .child(XmlElement.of("jabber:client", "body").text("m" + i).build())
                          .build()))));
    }

    // When
    String latest = body(get(ROOMS + "/coven@muc.localhost/history").param("limit", "2"));
    String earlier =
        body(get(ROOMS + "/coven@muc.localhost/history").param("cursor", next(latest)));

    // Then
    assertThat(latest).containsSubsequence("\"body\":\"m2\"", "\"body\":\"m3\"");
    assertThat(latest).contains("\"sender\":\"hag66@localhost/pda\"");
    assertThat(earlier).contains("\"body\":\"m1\"", "\"next\":null").doesNotContain("m2");
  }

  @Test
  void tokenIsNeededAndOpensItsOwnHostsOnly(@TempDir Path folder) throws Exception {
    // Given
    Path file = folder.resolve("tokens");
    Files.writeString(file, "ops 0123456789abcdef *\nshop abcdef0123456789 shop.example\n");
    mvc =
        mvc(
            new AdminTokenFile(
                "xmpp.muc.api.tokens-file", file, Duration.ofSeconds(1), InstantSource.system()));
    String coven = ROOMS + "/coven@muc.localhost";

    // Then
    assertThat(send(get(coven)).getStatus()).isEqualTo(401);
    assertThat(send(get(coven)).getHeader("WWW-Authenticate")).isEqualTo("Bearer");
    assertThat(send(get(coven).header("Authorization", "Bearer nonsense")).getStatus())
        .isEqualTo(401);
    assertThat(send(get(coven).header("Authorization", "Bearer abcdef0123456789")).getStatus())
        .isEqualTo(404);
    assertThat(send(get(coven).header("Authorization", "Bearer 0123456789abcdef")).getStatus())
        .isEqualTo(200);
  }

  @Test
  void anotherMachineNeedsAToken() throws Exception {
    // When
    MockHttpServletResponse response =
        send(
            get(ROOMS + "/coven@muc.localhost")
                .with(request -> {
                  request.setRemoteAddr("192.0.2.7");
                  return request;
                }));

    // Then
    assertThat(response.getStatus()).isEqualTo(401);
    assertThat(response.getContentAsString()).contains("not-authorized");
  }
}
