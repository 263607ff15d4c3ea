package org.godwit.gateway.lease;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What leases need of the process.
 *
 * @param nanoTime the clock, as {@link System#nanoTime}; goes on while the process is stopped
 * @param executor where adopted topics are begun and let go, which blocks
 * @param onLost told once, with the reason, when the lease is lost: nothing of this process may
 *     reach a client or the bus any more
 * @param meters where the meters are registered
 */
public record LeaseEnvironment(
    LongSupplier nanoTime, Executor executor, Consumer<String> onLost, MeterRegistry meters) {}
