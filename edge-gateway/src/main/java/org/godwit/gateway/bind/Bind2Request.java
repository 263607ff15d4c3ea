package org.godwit.gateway.bind;

import org.godwit.gateway.xep0198_sm.SmRequest;
import org.jspecify.annotations.Nullable;

/**
 * A request for a resource that came with SASL2 (XEP-0386, section 3.2).
 *
 * @param tag what the client calls itself; null for nothing
 * @param enable the request to manage the stream; null for none
 * @param carbons whether it wants carbons (XEP-0280)
 * @param inactive whether the client begins inactive (XEP-0352)
 */
public record Bind2Request(
    @Nullable String tag, @Nullable SmRequest enable, boolean carbons, boolean inactive) {}
