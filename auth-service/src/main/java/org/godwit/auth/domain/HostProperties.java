package org.godwit.auth.domain;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The virtual hosts in the database.
 *
 * @param publish whether topic {@code vhosts} is kept at what the database says, for which Kafka is
 *     needed at the start; default true. Without it, other services serve what {@code xmpp.domains}
 *     says there.
 * @param refresh how long a change that another instance made in the database may stay unseen where
 *     the topic does not tell of it; each time costs a query; 100 ms to 10 min; default 30 s
 * @param most how many hosts there may be; 1 to 10,000; default 1000. Every service keeps all of
 *     them in memory, a few hundred bytes each.
 */
@ConfigurationProperties("xmpp.auth.hosts")
@Validated
public record HostProperties(
    @DefaultValue("true") boolean publish,
    @DefaultValue("30s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration refresh,
    @DefaultValue("1000") @Min(1) @Max(10_000) int most) {}
