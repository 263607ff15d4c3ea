package org.godwit.auth.sasl;

import org.jspecify.annotations.Nullable;

/**
 * One message of a peer.
 *
 * @param domain the stream's host, out of the directory
 * @param mechanism the registered name of the mechanism
 * @param state the sealed state that the last step gave, or null for the first message
 * @param data the message in Base64 as it stands in the element; "=" is an empty one, null none
 * @param tls whether the stream is encrypted
 * @param context what else is known about the connection
 */
public record SaslRequest(
    String domain,
    String mechanism,
    @Nullable String state,
    @Nullable String data,
    boolean tls,
    SaslContext context) {

  @Override
  public String toString() {
    return "SaslRequest[domain=" + domain + ", mechanism=" + mechanism + ", tls=" + tls + "]";
  }
}
