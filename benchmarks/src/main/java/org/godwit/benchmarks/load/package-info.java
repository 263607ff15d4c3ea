/**
 * Clients that put a server under load and count what comes back. Nothing here is part of the
 * product.
 */
@NullMarked
package org.godwit.benchmarks.load;

import org.jspecify.annotations.NullMarked;
