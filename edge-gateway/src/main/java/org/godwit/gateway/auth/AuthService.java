package org.godwit.gateway.auth;

import java.util.concurrent.CompletionStage;

/**
 * What the edge asks auth-service. Any thread; never blocks; a stage never fails: a service that
 * does not answer is an answer too.
 */
public interface AuthService {
  /** Advances a SASL exchange by one step. */
  CompletionStage<SaslAnswer> step(SaslStep step);

  /** Creates an account. */
  CompletionStage<RegistrationAnswer> register(Registration registration);

  /** Asks whether an invitation to {@code host} is good: Invited or Refused. */
  CompletionStage<RegistrationAnswer> checkInvite(String host, InviteToken invite);

  /** Returns what {@code host}, a served domain, offers before authentication. */
  CompletionStage<DomainPolicy> domain(String host);
}
