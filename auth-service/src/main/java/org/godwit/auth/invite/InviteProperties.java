package org.godwit.auth.invite;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Invitations to make an account (XEP-0401), at hosts whose registration is {@code invite} or
 * {@code open}.
 *
 * @param byUsers whether users may invite; administrators always may; default true
 * @param lifetime how long an invitation is good where nothing else is asked for; 1 min to 365 d;
 *     default 7 d
 * @param perAccount open invitations of one user; 1 to 10,000; default 20
 * @param most open invitations in all; 1 to 10,000,000; default 100000
 * @param landingUrl where a browser goes, with {@code {token}} and {@code {domain}} in it; default
 *     none
 */
@ConfigurationProperties("xmpp.auth.invites")
@Validated
public record InviteProperties(
    @DefaultValue("true") boolean byUsers,
    @DefaultValue("7d") @DurationMin(minutes = 1) @DurationMax(days = 365) Duration lifetime,
    @DefaultValue("20") @Min(1) @Max(10_000) int perAccount,
    @DefaultValue("100000") @Min(1) @Max(10_000_000) int most,
    @Nullable String landingUrl) {}
