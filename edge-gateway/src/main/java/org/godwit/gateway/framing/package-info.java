/**
 * The stream as transports other than TCP cut it: elements that are complete in themselves. Entry
 * class: {@link org.godwit.gateway.framing.StreamPieces}. Pure; knows no transport.
 */
@NullMarked
package org.godwit.gateway.framing;

import org.jspecify.annotations.NullMarked;
