package org.godwit.gateway.auth;

import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Auth-service over REST, with connections that are kept. SASL steps, two of every login, go by a
 * {@link StepTransport}, whatever is rare by Spring's client. Any thread; never blocks.
 */
public final class RestAuthService implements AuthService, AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(RestAuthService.class);
  private static final String TEMPORARY = "temporary-auth-failure";
  private static final RegistrationAnswer NOT_NOW =
      new RegistrationAnswer.Refused(
          StanzaError.of(
              StanzaErrorCondition.INTERNAL_SERVER_ERROR,
              "Registration is not possible at the moment."));

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ObjectWriter STEP_WRITER = JSON.writerFor(SaslRequest.class);
  private static final ObjectReader STEP_READER = JSON.readerFor(SaslResponse.class);

  private final RestClient client;
  private final HttpClient http;
  private final StepTransport steps;
  private final StepQueue waiting;
  private final GuardedCalls calls;
  private final DomainPolicyCache domains;

  private record SaslRequest(
      String domain,
      String mechanism,
      @Nullable String state,
      @Nullable String data,
      boolean tls,
      @Nullable String address,
      Map<String, String> channelBindings,
      List<String> offered,
      List<String> certificateNames,
      @Nullable TokenWish token) {
    // As of the others with secrets: the client writes bodies into its log at debug level.
    @Override
    public String toString() {
      return "SaslRequest";
    }
  }

  private record SaslResponse(
      @Nullable String outcome,
      @Nullable String data,
      @Nullable String state,
      @Nullable String account,
      @Nullable String token,
      @Nullable String tokenExpiry,
      @Nullable String condition,
      @Nullable String text,
      @Nullable Long retryAfter) {
    @Override
    public String toString() {
      return "SaslResponse";
    }
  }

  private record RegistrationRequest(
      String domain,
      String username,
      String password,
      @Nullable String address,
      @Nullable String invite) {
    @Override
    public String toString() {
      return "RegistrationRequest";
    }
  }

  private record InviteRequest(String domain, String invite) {
    @Override
    public String toString() {
      return "InviteRequest";
    }
  }

  private record Problem(@Nullable String condition, @Nullable String detail) {}

  private record DomainResponse(
      @Nullable String registration, @Nullable List<String> mechanisms, @Nullable Boolean fast) {}

  /**
   * Makes a client.
   *
   * @param builder brings the JSON converters
   * @param steps takes SASL steps; closed with this
   * @param onFull told of each SASL step that was refused because too many wait; any thread
   */
  public RestAuthService(
      AuthClientProperties properties,
      RestClient.Builder builder,
      StepTransport steps,
      Runnable onFull) {
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.connectTimeout())
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(http);
    requests.setReadTimeout(properties.timeout());
    client = builder.baseUrl(properties.url().toString()).requestFactory(requests).build();
    this.steps = steps;
    waiting =
        new StepQueue(
            Math.min(properties.connections(), properties.concurrentMax()),
            properties.waitingMax(),
            onFull);
    calls = new GuardedCalls(properties);
    domains =
        new DomainPolicyCache(
            host -> calls.submit(() -> fetchDomain(host)),
            properties.domainCache(),
            System::nanoTime);
  }

  @Override
  public CompletionStage<SaslAnswer> step(SaslStep step, BooleanSupplier isWanted) {
    return orElse(
        waiting.submit(step.state() != null, isWanted, () -> calls.guard(() -> relay(step))),
        new SaslAnswer.Failure(TEMPORARY, "Authentication is not possible at the moment."));
  }

  @Override
  public CompletionStage<RegistrationAnswer> register(Registration registration) {
    return orElse(calls.submit(() -> submit(registration)), NOT_NOW);
  }

  @Override
  public CompletionStage<RegistrationAnswer> checkInvite(String host, InviteToken invite) {
    return orElse(calls.submit(() -> check(host, invite)), NOT_NOW);
  }

  @Override
  public CompletionStage<DomainPolicy> domain(String host) {
    return domains.get(host);
  }

  /** The policy of {@code host} has changed: the next stream asks again. */
  public void forget(String host) {
    domains.forget(host);
  }

  /** Returns how many SASL steps wait for their turn. */
  public int waitingSteps() {
    return waiting.waiting();
  }

  private static <T> CompletionStage<T> orElse(CompletionStage<T> call, T fallback) {
    return call.exceptionally(failure -> {
      Throwable cause = cause(failure);
      if (cause instanceof CancellationException || cause instanceof RejectedExecutionException) {
        // Nobody asked auth-service, so it is not to blame.
        return fallback;
      }
      // The message of a failure may quote the answer: its type says enough.
      LOGGER
          .atWarn()
          .addKeyValue("error", cause.getClass().getName())
          .log("auth-service did not answer");
      return fallback;
    });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  private CompletionStage<SaslAnswer> relay(SaslStep step) {
    byte[] request =
        STEP_WRITER.writeValueAsBytes(
            new SaslRequest(
                step.domain(),
                step.mechanism(),
                step.state(),
                step.data(),
                step.tls(),
                step.address(),
                step.channel().bindings(),
                step.offered(),
                step.channel().certificateNames(),
                step.token()));
    return steps.post(request).thenApply(RestAuthService::saslAnswer);
  }

  private static SaslAnswer saslAnswer(byte[] body) {
    SaslResponse response = STEP_READER.readValue(body);
    return switch (required("outcome", response.outcome)) {
      case "CHALLENGE" ->
          new SaslAnswer.Challenge(
              response.data == null ? "" : response.data, required("state", response.state));
      case "SUCCESS" ->
          new SaslAnswer.Success(
              response.data,
              Jid.ofEnforced(required("account", response.account)),
              response.token == null
                  ? null
                  : new SaslAnswer.Token(
                      response.token, required("tokenExpiry", response.tokenExpiry)));
      case "FAILURE" ->
          new SaslAnswer.Failure(
              required("condition", response.condition),
              response.text,
              response.retryAfter != null);
      default -> throw new IllegalStateException("auth-service answered an unknown outcome");
    };
  }

  private RegistrationAnswer submit(Registration registration) {
    RegistrationAnswer answer =
        client
            .post()
            .uri("/internal/v1/registrations")
            .contentType(MediaType.APPLICATION_JSON)
            .body(
                new RegistrationRequest(
                    registration.domain(),
                    registration.username(),
                    registration.password(),
                    registration.address(),
                    registration.invite() == null ? null : registration.invite().text()))
            .exchange(
                (_, response) -> registrationAnswer(response, new RegistrationAnswer.Registered()));
    if (answer == null) {
      throw new IllegalStateException("auth-service answered nothing");
    }
    return answer;
  }

  private RegistrationAnswer check(String host, InviteToken invite) {
    RegistrationAnswer answer =
        client
            .post()
            .uri("/internal/v1/invites/checks")
            .contentType(MediaType.APPLICATION_JSON)
            .body(new InviteRequest(host, invite.text()))
            .exchange(
                (_, response) -> registrationAnswer(response, new RegistrationAnswer.Invited()));
    if (answer == null) {
      throw new IllegalStateException("auth-service answered nothing");
    }
    return answer;
  }

  private static RegistrationAnswer registrationAnswer(
      ConvertibleClientHttpResponse response, RegistrationAnswer good) throws IOException {
    HttpStatusCode status = response.getStatusCode();
    if (status.is2xxSuccessful()) {
      return good;
    }
    if (!status.is4xxClientError()) {
      throw new IllegalStateException("auth-service answered " + status.value());
    }
    Problem problem = response.bodyTo(Problem.class);
    return new RegistrationAnswer.Refused(
        RegistrationProblems.errorOf(
            status.value(),
            problem == null ? null : problem.condition,
            problem == null ? null : problem.detail));
  }

  private DomainPolicy fetchDomain(String host) {
    DomainPolicy policy =
        client
            .get()
            .uri("/internal/v1/domains/{domain}", host)
            .exchange((_, response) -> domainPolicy(response));
    return policy == null ? DomainPolicy.UNKNOWN : policy;
  }

  private static DomainPolicy domainPolicy(ConvertibleClientHttpResponse response)
      throws IOException {
    if (!response.getStatusCode().is2xxSuccessful()) {
      throw new IllegalStateException("auth-service answered " + response.getStatusCode().value());
    }
    DomainResponse domain = response.bodyTo(DomainResponse.class);
    if (domain == null || domain.mechanisms == null) {
      throw new IllegalStateException("auth-service answered no mechanisms");
    }
    boolean isOpen = "open".equals(domain.registration);
    return new DomainPolicy(
        isOpen,
        isOpen || "invite".equals(domain.registration),
        domain.mechanisms,
        Boolean.TRUE.equals(domain.fast));
  }

  private static String required(String name, @Nullable String value) {
    if (value == null) {
      throw new IllegalStateException("auth-service answered without " + name);
    }
    return value;
  }

  @Override
  public void close() {
    calls.close();
    steps.close();
    http.shutdownNow();
  }
}
