package org.godwit.auth.sasl;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway knows about a connection, the same at every step of an exchange.
 *
 * @param address the client's address; null where unknown
 * @param bindings the data of each type of channel binding that was offered (RFC 5056); empty where
 *     the connection has none
 * @param offered registered names of the mechanisms that the client was shown
 * @param certificateNames the names in the client's certificate, which the gateway has validated;
 *     empty without one
 * @param token what the client wants of tokens (XEP-0484); null for nothing
 */
public record SaslContext(
    @Nullable String address,
    Map<String, byte[]> bindings,
    List<String> offered,
    List<String> certificateNames,
    @Nullable TokenWish token) {

  /** Nothing is known. */
  public static final SaslContext NONE =
      new SaslContext(null, Map.of(), List.of(), List.of(), null);

  /** Copies the collections. */
  public SaslContext {
    bindings = Map.copyOf(bindings);
    offered = List.copyOf(offered);
    certificateNames = List.copyOf(certificateNames);
  }

  /**
   * What a client wants of tokens (XEP-0484, section 3).
   *
   * @param agentId the id of the client's user agent, a UUID
   * @param requested registered name of the mechanism that a new token is wanted for; null for none
   * @param isUsed whether the client says that it logs in with one
   * @param invalidates whether the token that it logs in with is to be invalidated
   */
  public record TokenWish(
      String agentId, @Nullable String requested, boolean isUsed, boolean invalidates) {
    @Override
    public String toString() {
      return "TokenWish";
    }
  }

  @Override
  public String toString() {
    return "SaslContext[bindings=" + bindings.keySet() + "]";
  }
}
