package org.godwit.gateway.sasl;

import org.godwit.gateway.auth.TokenWish;
import org.godwit.gateway.bind.Bind2Request;
import org.godwit.gateway.xep0198_sm.SmRequest;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants besides authentication (XEP-0388, section 2.3).
 *
 * @param agentId the id of its user agent, a UUID; null for none
 * @param resume the stream that it wants to go on with, or {@link SmRequest.Invalid}; null for none
 * @param bind the resource that it wants; null for none
 * @param token what it wants of tokens; null for nothing
 */
public record Sasl2Wish(
    @Nullable String agentId,
    @Nullable SmRequest resume,
    @Nullable Bind2Request bind,
    @Nullable TokenWish token) {
  @Override
  public String toString() {
    return "Sasl2Wish";
  }
}
