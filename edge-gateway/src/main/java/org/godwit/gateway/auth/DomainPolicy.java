package org.godwit.gateway.auth;

import java.util.List;

/**
 * What a served domain offers to a stream that is not authenticated.
 *
 * @param registrationOpen whether anybody may create an account in-band (XEP-0077)
 * @param invites whether who is invited may create an account (XEP-0445)
 * @param mechanisms SASL mechanisms, the best first; SCRAM stands for the mechanism with channel
 *     binding as well
 * @param tokens whether clients may log in with tokens (XEP-0484)
 */
public record DomainPolicy(
    boolean registrationOpen, boolean invites, List<String> mechanisms, boolean tokens) {
  /**
   * What is assumed while auth-service cannot be asked: a client that tries learns that
   * authentication fails for the moment, instead of finding no way at all.
   */
  public static final DomainPolicy UNKNOWN =
      new DomainPolicy(false, false, List.of("SCRAM-SHA-256", "SCRAM-SHA-1", "PLAIN"), false);

  /** Copies the list. */
  public DomainPolicy {
    mechanisms = List.copyOf(mechanisms);
  }
}
