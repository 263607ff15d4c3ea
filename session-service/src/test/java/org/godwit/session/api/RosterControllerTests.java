package org.godwit.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.asyncDispatch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.session.roster.FakeRosterStore;
import org.godwit.session.roster.RosterChange;
import org.godwit.session.roster.RosterItem;
import org.godwit.session.roster.RosterProperties;
import org.godwit.session.roster.Subscription;
import org.godwit.testkit.InMemoryBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** REST of rosters, docs/contacts.md. */
class RosterControllerTests {

  private static final String CONTACTS = "/api/v1/rosters/alice@localhost/contacts";

  private final FakeRosterStore store = new FakeRosterStore();
  private final InMemoryBus bus = new InMemoryBus();
  private final RosterProperties limits =
      new RosterProperties(3, 1, 10, 10, 2, List.of(), 1, 1, 1, Duration.ofSeconds(1));
  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(
              new RosterController(
                  new Rosters(
                      store,
                      bus,
                      jid -> CompletableFuture.completedFuture(!jid.equals(Jid.of("no@localhost"))),
                      new ServedDomains(List.of("localhost")),
                      limits)))
          .addFilters(new LoopbackOnly())
          .build();

  @BeforeEach
  void known() {
    long version = 0;
    for (String contact : List.of("bob@localhost", "carol@localhost")) {
      store.write(
          "alice@localhost",
          RosterChange.put(++version, RosterItem.of(Jid.of(contact)).with(Subscription.FROM)));
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

  private List<InboundRecord> records() {
    bus.runUntilIdle();
    return bus.records(Topics.SESSION);
  }

  @Test
  void contactsAreListedInPages() throws Exception {
    // When
    String first = send(get(CONTACTS).param("limit", "1")).getContentAsString();
    String next = first.replaceFirst("(?s).*\"next\":\"([^\"]*)\".*", "$1");
    String second =
        send(get(CONTACTS).param("limit", "1").param("cursor", next)).getContentAsString();

    // Then
    assertThat(first)
        .contains("\"contact\":\"bob@localhost\"", "\"subscription\":\"from\"")
        .doesNotContain("carol");
    assertThat(second).contains("carol@localhost", "\"next\":null").doesNotContain("bob");
  }

  @Test
  void anotherMachineIsRefused() throws Exception {
    // When
    MockHttpServletResponse response =
        send(
            get(CONTACTS + "/bob@localhost")
                .with(request -> {
                  request.setRemoteAddr("192.0.2.7");
                  return request;
                }));

    // Then
    assertThat(response.getStatus()).isEqualTo(403);
    assertThat(response.getContentAsString()).contains("forbidden").doesNotContain("bob");
  }

  @Test
  void aContactIsShown() throws Exception {
    assertThat(send(get(CONTACTS + "/bob@localhost")).getContentAsString())
        .contains("\"contact\":\"bob@localhost\"");
  }

  @Test
  void aChangeIsARecordForTheOwnerAndAcceptedWhenItIsDurable() throws Exception {
    // When
    int status =
        send(put(CONTACTS + "/dan@localhost")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"name\":\"Dan\",\"groups\":[\"Team\"],\"subscription\":\"to\"}"))
            .getStatus();

    // Then
    assertThat(status).isEqualTo(202);
    InboundRecord record = records().getFirst();
    assertThat(record.key()).isEqualTo("alice@localhost");
    assertThat(new String(((Incoming) record.message()).stanza(), StandardCharsets.UTF_8))
        .contains("from=\"localhost\"", "jid=\"dan@localhost\"", "subscription=\"to\"", "Team");
  }

  @Test
  void aRemovalIsARecordForTheOwner() throws Exception {
    // When
    int status = send(delete(CONTACTS + "/bob@localhost")).getStatus();

    // Then
    assertThat(status).isEqualTo(202);
    assertThat(
            new String(
                ((Incoming) records().getFirst().message()).stanza(), StandardCharsets.UTF_8))
        .contains("jid=\"bob@localhost\"", "subscription=\"remove\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/api/v1/rosters/no@localhost/contacts           | 404 | item-not-found",
        "/api/v1/rosters/a@elsewhere.example/contacts    | 404 | item-not-found",
        "/api/v1/rosters/localhost/contacts              | 400 | jid-malformed",
        "/api/v1/rosters/alice@localhost/contacts/x@y    | 404 | item-not-found",
        "/api/v1/rosters/alice@localhost/contacts/y      | 400 | jid-malformed",
        "/api/v1/rosters/alice@localhost/contacts?limit=0 | 400 | bad-request",
        "/api/v1/rosters/alice@localhost/contacts?cursor=! | 400 | bad-request"
      })
  void whatCannotBeShownIsAProblem(String path, int status, String condition) throws Exception {
    // When
    MockHttpServletResponse response = send(get(URI.create(path)));

    // Then
    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(response.getContentType()).isEqualTo("application/problem+json");
    assertThat(response.getContentAsString()).contains(condition);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"subscription\":\"friend\"}                | 400",
        "{\"name\":\"longer than ten\"}               | 400",
        "{\"groups\":[\"\"]}                          | 400",
        "{\"groups\":[\"a\",\"a\"]}                   | 400",
        "{\"groups\":[\"a\",\"b\",\"c\"]}             | 400"
      })
  void aContactThatMayNotBeIsRefused(String body, int status) throws Exception {
    assertThat(
            send(put(CONTACTS + "/dan@localhost")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content(body))
                .getStatus())
        .isEqualTo(status);
    assertThat(records()).isEmpty();
  }

  @Test
  void aFullRosterTakesNoFurtherContactButChangesOfThoseItHas() throws Exception {
    // Given
    store.write("alice@localhost", RosterChange.put(3, RosterItem.of(Jid.of("dan@localhost"))));

    // When
    int another =
        send(put(CONTACTS + "/eve@localhost").contentType(MediaType.APPLICATION_JSON).content("{}"))
            .getStatus();
    int known =
        send(put(CONTACTS + "/dan@localhost").contentType(MediaType.APPLICATION_JSON).content("{}"))
            .getStatus();

    // Then
    assertThat(List.of(another, known)).containsExactly(409, 202);
  }

  @Test
  void anAccountIsNoContactOfItself() throws Exception {
    assertThat(
            send(put(CONTACTS + "/alice@localhost")
                    .contentType(MediaType.APPLICATION_JSON)
                    .content("{}"))
                .getStatus())
        .isEqualTo(409);
  }
}
