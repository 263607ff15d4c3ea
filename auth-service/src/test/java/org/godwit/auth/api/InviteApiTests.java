package org.godwit.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.godwit.auth.api.ServiceFixture.Answer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** Invitations: who makes them, and what the invited can do with them. */
class InviteApiTests {

  private static final String PROBLEM = " application/problem+json ";

  private static ServiceFixture service;

  @BeforeAll
  static void start() {
    service =
        new ServiceFixture(
            "invites",
            "--xmpp.domains=invite.example,open.example,closed.example",
            "--xmpp.auth.registration.default=invite",
            "--xmpp.auth.registration.domains.open.example=open",
            "--xmpp.auth.registration.domains.closed.example=closed",
            "--xmpp.auth.password.length-min=2",
            "--xmpp.auth.password.iterations=4096",
            "--xmpp.auth.invites.per-account=2",
            "--xmpp.auth.invites.landing-url=https://{domain}/invite/#{token}");
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @BeforeEach
  void empty() {
    service.removeAccounts();
    service.bean(JdbcTemplate.class).update("DELETE FROM account_invite");
  }

  private static Answer invite(String domain, @Nullable String username) {
    Map<String, Object> body = new HashMap<>(Map.of("domain", domain));
    if (username != null) {
      body.put("username", username);
    }
    return service.post("/api/v1/invites", body);
  }

  private static String token(Answer made) {
    String uri = String.valueOf(made.text("uri"));
    return uri.replaceFirst(".*preauth=", "").replaceFirst(";.*", "");
  }

  private static Answer check(String domain, String token) {
    return service.post("/internal/v1/invites/checks", Map.of("domain", domain, "invite", token));
  }

  private static Answer register(String domain, String username, @Nullable String token) {
    Map<String, Object> body =
        new HashMap<>(Map.of("domain", domain, "username", username, "password", "secret"));
    if (token != null) {
      body.put("invite", token);
    }
    return service.post("/internal/v1/registrations", body);
  }

  @Test
  void invitedMayRegisterOnceAndNobodyElse() {
    // Given
    Answer made = invite("invite.example", null);
    String token = token(made);

    // When
    Answer withoutToken = register("invite.example", "eve", null);
    Answer first = register("invite.example", "juliet", token);
    Answer second = register("invite.example", "tybalt", token);

    // Then
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text("uri")).isEqualTo("xmpp:invite.example?register;preauth=" + token);
    assertThat(made.text("landingUrl")).isEqualTo("https://invite.example/invite/#" + token);
    assertThat(token).matches("[0-9a-z]{32}");
    assertThat(withoutToken.problem()).isEqualTo("403" + PROBLEM + "not-allowed");
    assertThat(first.status()).isEqualTo(201);
    assertThat(second.problem()).isEqualTo("404" + PROBLEM + "item-not-found");
    assertThat(check("invite.example", token).status()).isEqualTo(404);
  }

  @Test
  void tokenIsNotUsedUpByARegistrationThatFails() {
    // Given
    service.post("/api/v1/accounts", Map.of("account", "romeo@invite.example", "password", "pw"));
    String token = token(invite("invite.example", null));

    // When
    Answer taken = register("invite.example", "romeo", token);
    Answer malformed = register("invite.example", "a b", token);

    // Then
    assertThat(taken.status()).isEqualTo(409);
    assertThat(malformed.status()).isEqualTo(400);
    assertThat(check("invite.example", token).status()).isEqualTo(204);
    assertThat(register("invite.example", "juliet", token).status()).isEqualTo(201);
  }

  @Test
  void usernameIsKeptForWhoIsInvited() {
    // Given
    Answer made = invite("open.example", "Juliet");
    String token = token(made);

    // When
    Answer stranger = register("open.example", "juliet", null);
    Answer guest = register("open.example", "juliet", token(invite("open.example", null)));
    Answer again = invite("open.example", "juliet");
    Answer otherName = register("open.example", "rosaline", token);
    Answer invited = register("open.example", "juliet", token);

    // Then
    assertThat(made.text("uri")).isEqualTo("xmpp:juliet@open.example?register;preauth=" + token);
    assertThat(stranger.status()).isEqualTo(409);
    assertThat(guest.status()).isEqualTo(409);
    assertThat(again.status()).isEqualTo(409);
    assertThat(otherName.problem()).isEqualTo("400" + PROBLEM + "not-acceptable");
    assertThat(invited.status()).isEqualTo(201);
  }

  @Test
  void tokenOfAnotherHostIsUnknown() {
    // Given
    String token = token(invite("invite.example", null));

    // When // Then
    assertThat(check("open.example", token).status()).isEqualTo(404);
    assertThat(register("open.example", "juliet", token).status()).isEqualTo(404);
    assertThat(check("invite.example", "nonsense").status()).isEqualTo(404);
  }

  @Test
  void expiryIsCheckedWhenTheTokenIsShownOnly() {
    // Given: XEP-0445, section 4.
    String token = token(invite("invite.example", null));
    service.bean(JdbcTemplate.class).update("UPDATE account_invite SET expiry_ms = 1000");

    // When // Then
    assertThat(check("invite.example", token).status()).isEqualTo(404);
    assertThat(register("invite.example", "juliet", token).status()).isEqualTo(201);
  }

  @Test
  void ofTwoAtOnceOneGetsAnAccount() {
    // Given
    String token = token(invite("invite.example", null));

    // When
    List<CompletableFuture<Answer>> both =
        List.of(
            CompletableFuture.supplyAsync(() -> register("invite.example", "a", token)),
            CompletableFuture.supplyAsync(() -> register("invite.example", "b", token)));

    // Then
    assertThat(both.stream().map(CompletableFuture::join).map(Answer::status))
        .containsExactlyInAnyOrder(201, 404);
  }

  @Test
  void closedHostTakesNobody() {
    assertThat(invite("closed.example", null).problem()).isEqualTo("403" + PROBLEM + "not-allowed");
    assertThat(invite("other.example", null).problem())
        .isEqualTo("404" + PROBLEM + "item-not-found");
    assertThat(invite("open.example", "a b").problem())
        .isEqualTo("400" + PROBLEM + "jid-malformed");
    assertThat(
            service
                .post("/api/v1/invites", Map.of("domain", "open.example", "lifetimeSeconds", 59))
                .status())
        .isEqualTo(400);
  }

  @Test
  void listShowsNoTokensAndRevokedIsGone() {
    // Given
    for (int i = 0; i < 3; i++) {
      invite("invite.example", "user" + i);
    }
    String token = token(invite("open.example", null));

    // When
    Answer page = service.get("/api/v1/invites?limit=2");
    Answer rest = service.get("/api/v1/invites?limit=2&cursor=" + page.text("next"));
    JsonNode open = service.get("/api/v1/invites?domain=open.example").json().get("invites");
    String id = open.get(0).get("id").asString();
    Answer revoked = service.delete("/api/v1/invites/" + id);

    // Then
    assertThat(page.json().get("invites")).hasSize(2);
    assertThat(rest.json().get("invites")).hasSize(2);
    assertThat(rest.text("next")).isNull();
    assertThat(open).hasSize(1);
    assertThat(page.body() + rest.body()).doesNotContain("preauth", token);
    assertThat(revoked.status()).isEqualTo(204);
    assertThat(service.get("/api/v1/invites/" + id).status()).isEqualTo(404);
    assertThat(service.delete("/api/v1/invites/" + id).status()).isEqualTo(404);
    assertThat(register("open.example", "juliet", token).status()).isEqualTo(404);
  }

  @Test
  void userInvitesAContactUpToALimit() {
    // Given
    Map<String, Object> wish =
        Map.of("inviter", "ro\u00e9meo@invite.example", "contact", true, "admin", false);

    // When
    Answer stranger = service.post("/internal/v1/invites", wish);
    service.post("/internal/v1/accounts/ro\u00e9meo@invite.example", Map.of("password", "pw"));
    Answer made = service.post("/internal/v1/invites", wish);
    service.post("/internal/v1/invites", wish);
    Answer third = service.post("/internal/v1/invites", wish);

    // Then
    assertThat(made.text("uri"))
        .isEqualTo("xmpp:ro%C3%A9meo@invite.example?roster;preauth=" + token(made) + ";ibr=y");
    assertThat(stranger.problem()).isEqualTo("403" + PROBLEM + "not-allowed");
    assertThat(made.text("expires")).isNotNull();
    assertThat(third.problem()).isEqualTo("409" + PROBLEM + "resource-constraint");
  }

  @Test
  void tableKeepsNoTokens() {
    // Given
    String token = token(invite("invite.example", null));

    // When
    List<Map<String, Object>> rows =
        service.bean(JdbcTemplate.class).queryForList("SELECT * FROM account_invite");

    // Then
    assertThat(rows).hasSize(1);
    assertThat(rows.toString()).doesNotContain(token);
  }
}
