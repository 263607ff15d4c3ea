package org.godwit.gateway.auth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a SASL exchange.
 *
 * @param domain the stream's host
 * @param mechanism name of the mechanism
 * @param state what auth-service sealed at the step before; null at the first
 * @param data what the client sent, in base64; null where it sent no initial response
 * @param tls whether the stream is encrypted
 * @param address the client's address; null where unknown
 * @param channel what the encryption offers
 * @param offered the mechanisms that the client was shown
 * @param token what the client wants of tokens; null for nothing
 */
public record SaslStep(
    String domain,
    String mechanism,
    @Nullable String state,
    @Nullable String data,
    boolean tls,
    @Nullable String address,
    SecureChannel channel,
    List<String> offered,
    @Nullable TokenWish token) {
  /** Copies the list. */
  public SaslStep {
    offered = List.copyOf(offered);
  }

  /** Returns the mechanism only: SASL data is never logged. */
  @Override
  public String toString() {
    return "SaslStep[" + mechanism + ']';
  }
}
