package org.godwit.channel;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of channel-msg-service.
 *
 * @param threads how many threads read the partitions of topic {@code channel}, 1 to 64, default 1.
 *     More of them use more cores, as long as this instance owns more partitions than that; fewer
 *     save wake-ups
 */
@Validated
@ConfigurationProperties("xmpp.channel")
record ChannelProperties(
    @DefaultValue("1")
        @Min(value = 1, message = "must be from 1 to 64")
        @Max(value = 64, message = "must be from 1 to 64")
        int threads) {}
