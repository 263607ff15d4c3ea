package org.godwit.standalone.front;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the front passes requests on.
 *
 * @param routes path prefix to the address of the service that serves it; none by default
 * @param timeout how long a service may take to answer before the client gets 504; default 10 s. A
 *     smaller value fails slow requests earlier, a larger one holds more of them
 * @param bodyMax the largest request body that is passed on, default 1 MiB; a larger one is
 *     answered with 413. A smaller value guards memory, a larger one admits larger imports
 */
@Validated
@ConfigurationProperties("xmpp.front")
public record FrontProperties(
    @DefaultValue @NotNull Map<String, URI> routes,
    @DefaultValue("10s") @NotNull Duration timeout,
    @DefaultValue("1MB") @NotNull DataSize bodyMax) {}
