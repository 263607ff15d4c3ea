package org.godwit.gateway.auth;

import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * What the edge asks auth-service. Any thread; never blocks; a stage never fails: a service that
 * does not answer is an answer too.
 */
public interface AuthService {
  /**
   * Advances a SASL exchange by one step.
   *
   * @param isWanted whether the stream still waits for the answer; asked on any thread when the
   *     step's turn comes
   */
  CompletionStage<SaslAnswer> step(SaslStep step, BooleanSupplier isWanted);

  /** Creates an account. */
  CompletionStage<RegistrationAnswer> register(Registration registration);

  /** Asks whether an invitation to {@code host} is good: Invited or Refused. */
  CompletionStage<RegistrationAnswer> checkInvite(String host, InviteToken invite);

  /** Returns what {@code host}, a served domain, offers before authentication. */
  CompletionStage<DomainPolicy> domain(String host);
}
