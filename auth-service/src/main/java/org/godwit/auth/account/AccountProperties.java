package org.godwit.auth.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How accounts are kept in memory between two looks.
 *
 * @param cacheSize accounts kept in memory, of about 1 KiB each; 0 to 10,000,000; default 20000.
 *     More spares the database at a storm of logins; 0 asks it at every step.
 * @param cacheExpiry how long an account is kept; 0 s to 10 min; default 10 s. It is also how long
 *     another instance goes on with the old password or a removed account after a change in this
 *     one, so raise it only where that is bearable.
 * @param lastLoginInterval how long the time of a login may stay unwritten; 1 s to 1 h; default 30
 *     s. Shorter means more writes in a storm of logins.
 * @param eventCheck how long it may take until others hear of an account that an instance has
 *     disabled or removed right before it died; 1 s to 10 min; default 30 s. Whoever lives tells
 *     them at once. Each time costs two queries.
 */
@ConfigurationProperties("xmpp.auth.accounts")
@Validated
public record AccountProperties(
    @DefaultValue("20000") @Min(0) @Max(10_000_000) int cacheSize,
    @DefaultValue("10s") @DurationMin(seconds = 0) @DurationMax(minutes = 10) Duration cacheExpiry,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(hours = 1)
        Duration lastLoginInterval,
    @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 10)
        Duration eventCheck) {}
