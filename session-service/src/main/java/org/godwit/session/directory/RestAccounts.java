package org.godwit.session.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.session.account.AccountDirectory;
import org.godwit.session.xep0133_admin.AccountAdministration;
import org.godwit.session.xep0401_invites.InviteRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * Asks auth-service about accounts and changes them there. Any thread; never blocks its caller.
 *
 * <p>A circuit breaker keeps a service that is away from being asked again and again.
 */
public final class RestAccounts
    implements AccountDirectory, AccountAdministration, InviteRegistry, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(RestAccounts.class);
  private static final String ACCOUNT = "/internal/v1/accounts/{account}";
  private static final ParameterizedTypeReference<Map<String, Object>> PROBLEM =
      new ParameterizedTypeReference<>() {};

  /** Says nothing: the client writes bodies into its log at debug level. */
  private record NewPassword(String password) {
    @Override
    public String toString() {
      return "NewPassword";
    }
  }

  private record InviteBody(
      String inviter, @Nullable String username, boolean contact, boolean admin) {}

  private record InviteMade(String uri, @Nullable String landingUrl, String expires) {
    @Override
    public String toString() {
      return "InviteMade";
    }
  }

  private final RestClient client;
  private final CircuitBreaker breaker;
  private final ExecutorService callers;
  private final Cache<String, Boolean> known;

  RestAccounts(
      RestClient client,
      CircuitBreaker breaker,
      DirectoryProperties directory,
      AuthClientProperties auth) {
    this.client = client;
    this.breaker = breaker;
    this.callers =
        Executors.newFixedThreadPool(
            auth.concurrentCallsMax(), Thread.ofVirtual().name("auth-client-", 0).factory());
    this.known =
        Caffeine.newBuilder()
            .maximumSize(directory.remembered())
            .expireAfter(
                Expiry.<String, Boolean>writing(
                    (account, exists) -> exists ? directory.presentTtl() : directory.absentTtl()))
            .build();
  }

  @Override
  public CompletionStage<Boolean> exists(Jid account) {
    String key = account.bareText();
    Boolean remembered = known.getIfPresent(key);
    if (remembered != null) {
      return CompletableFuture.completedFuture(remembered);
    }
    return CompletableFuture.supplyAsync(() -> ask(key), callers);
  }

  private boolean ask(String key) {
    try {
      Presence presence = breaker.executeSupplier(() -> look(key));
      if (presence != Presence.UNKNOWN) {
        known.put(key, presence == Presence.THERE);
      }
      return presence != Presence.ABSENT;
    } catch (CallNotPermittedException | RestClientException e) {
      // Not remembered: the account is asked for again with the next message.
      LOGGER.atWarn().addKeyValue("error", e.toString()).log("account not looked up");
      return true;
    }
  }

  /** What auth-service says; unknown where the repository of the account's host is away. */
  private enum Presence {
    THERE,
    ABSENT,
    UNKNOWN
  }

  private Presence look(String key) {
    return client
        .get()
        .uri(ACCOUNT, key)
        .exchangeForRequiredValue((request, response) -> {
          HttpStatusCode status = response.getStatusCode();
          if (status.value() == 404) {
            return Presence.ABSENT;
          }
          if (status.value() == 424) {
            // Not a failure of auth-service, which answers for the accounts of other hosts.
            return Presence.UNKNOWN;
          }
          if (!status.is2xxSuccessful()) {
            throw new RestClientException("auth-service answers " + status.value());
          }
          return Presence.THERE;
        });
  }

  @Override
  public CompletionStage<Outcome> changePassword(Jid account, String password) {
    return change(() ->
        client
            .put()
            .uri(ACCOUNT + "/password", account.bareText())
            .contentType(MediaType.APPLICATION_JSON)
            .body(new NewPassword(password))
            .exchangeForRequiredValue(
                (request, response) -> outcome(response, StanzaErrorCondition.ITEM_NOT_FOUND)));
  }

  @Override
  public CompletionStage<Outcome> create(Jid account, String password) {
    String key = account.bareText();
    return change(() ->
            client
                .post()
                .uri(ACCOUNT, key)
                .contentType(MediaType.APPLICATION_JSON)
                .body(new NewPassword(password))
                .exchangeForRequiredValue(
                    (request, response) -> outcome(response, StanzaErrorCondition.CONFLICT)))
        .thenApply(outcome -> {
          known.invalidate(key);
          return outcome;
        });
  }

  @Override
  public CompletionStage<Outcome> setEnabled(Jid account, boolean enabled) {
    return change(() ->
        client
            .put()
            .uri(ACCOUNT + "/enabled", account.bareText())
            .contentType(MediaType.APPLICATION_JSON)
            .body(Map.of("enabled", enabled))
            .exchangeForRequiredValue(
                (request, response) -> outcome(response, StanzaErrorCondition.ITEM_NOT_FOUND)));
  }

  @Override
  public CompletionStage<Outcome> remove(Jid account) {
    String key = account.bareText();
    return change(() ->
            client
                .delete()
                .uri(ACCOUNT, key)
                .exchangeForRequiredValue((request, response) ->
                    response.getStatusCode().value() == 404
                        ? new Outcome.Done()
                        : outcome(response, StanzaErrorCondition.NOT_ALLOWED)))
        .thenApply(outcome -> {
          known.invalidate(key);
          return outcome;
        });
  }

  @Override
  public CompletionStage<InviteRegistry.Answer> invite(InviteRegistry.Wish wish) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return breaker.executeSupplier(() -> invitation(wish));
          } catch (CallNotPermittedException | RestClientException e) {
            LOGGER.atWarn().addKeyValue("error", e.getClass().getName()).log("nobody invited");
            return new InviteRegistry.Answer.Unavailable();
          }
        },
        callers);
  }

  private InviteRegistry.Answer invitation(InviteRegistry.Wish wish) {
    return client
        .post()
        .uri("/internal/v1/invites")
        .contentType(MediaType.APPLICATION_JSON)
        .body(
            new InviteBody(
                wish.inviter().bareText(), wish.username(), wish.contact(), wish.admin()))
        .exchangeForRequiredValue((_, response) -> {
          if (response.getStatusCode().is2xxSuccessful()) {
            InviteMade made = response.bodyTo(InviteMade.class);
            if (made == null) {
              throw new RestClientException("auth-service answers nothing");
            }
            return new InviteRegistry.Answer.Made(made.uri(), made.landingUrl(), made.expires());
          }
          return outcome(response, StanzaErrorCondition.NOT_ALLOWED)
                  instanceof Outcome.Refused(StanzaErrorCondition condition)
              ? new InviteRegistry.Answer.Refused(condition)
              : new InviteRegistry.Answer.Unavailable();
        });
  }

  private CompletionStage<Outcome> change(Supplier<Outcome> call) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return breaker.executeSupplier(call);
          } catch (CallNotPermittedException | RestClientException e) {
            LOGGER.atWarn().addKeyValue("error", e.toString()).log("account not changed");
            return new Outcome.Unavailable();
          }
        },
        callers);
  }

  private static Outcome outcome(
      RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response,
      StanzaErrorCondition otherwise)
      throws IOException {
    HttpStatusCode status = response.getStatusCode();
    if (status.is2xxSuccessful()) {
      return new Outcome.Done();
    }
    if (status.is5xxServerError()) {
      throw new RestClientException("auth-service answers " + status.value());
    }
    Map<String, Object> problem = response.bodyTo(PROBLEM);
    Object condition = problem == null ? null : problem.get("condition");
    return new Outcome.Refused(condition == null ? otherwise : condition(condition, otherwise));
  }

  private static StanzaErrorCondition condition(Object element, StanzaErrorCondition otherwise) {
    try {
      return StanzaErrorCondition.valueOf(
          element.toString().toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException e) {
      return otherwise;
    }
  }

  @Override
  public void close() {
    callers.shutdownNow();
  }
}
