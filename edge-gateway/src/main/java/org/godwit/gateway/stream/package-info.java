/**
 * A client's stream as a state machine. Entry: {@link org.godwit.gateway.stream.StreamMachine};
 * pure: it never sends, stores, logs or reads a clock.
 */
@NullMarked
package org.godwit.gateway.stream;

import org.jspecify.annotations.NullMarked;
