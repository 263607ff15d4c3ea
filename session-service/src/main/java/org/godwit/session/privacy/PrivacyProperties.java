package org.godwit.session.privacy;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Privacy lists and blocking (XEP-0016, XEP-0191).
 *
 * @param listsMax privacy lists of one account, 0 to 1000; default 20
 * @param itemsMax rules of one list, and blocked JIDs of one account, 1 to 10000; default 1000.
 *     Each is looked at for each stanza of an account that has so many.
 */
@Validated
@ConfigurationProperties("xmpp.session.privacy")
public record PrivacyProperties(
    @DefaultValue("20") @Min(0) @Max(1000) int listsMax,
    @DefaultValue("1000") @Min(1) @Max(10_000) int itemsMax) {}
