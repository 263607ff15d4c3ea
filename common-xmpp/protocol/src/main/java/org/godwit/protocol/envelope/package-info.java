/**
 * What a record on the bus says and its versioned bytes. Entry: {@link
 * org.godwit.protocol.envelope.BusMessage}.
 */
@NullMarked
package org.godwit.protocol.envelope;

import org.jspecify.annotations.NullMarked;
