package org.godwit.gateway.auth;

import java.util.List;
import java.util.Map;

/**
 * What authentication can use of a connection's encryption.
 *
 * @param bindings the data of each type of channel binding that the connection has (RFC 5929, RFC
 *     9266), in base64; empty for none
 * @param certificateNames names in the client's certificate, which is trusted; bare JIDs or
 *     localparts; empty for none
 */
public record SecureChannel(Map<String, String> bindings, List<String> certificateNames) {
  /** There is nothing to use. */
  public static final SecureChannel NONE = new SecureChannel(Map.of(), List.of());

  /** Copies the collections. */
  public SecureChannel {
    bindings = Map.copyOf(bindings);
    certificateNames = List.copyOf(certificateNames);
  }

  /** Returns the types only: the data is part of what authenticates. */
  @Override
  public String toString() {
    return "SecureChannel" + bindings.keySet();
  }
}
