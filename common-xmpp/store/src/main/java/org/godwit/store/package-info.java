/**
 * Writing rows behind the caller, in batches. Entry: {@link org.godwit.store.BatchWriter}.
 *
 * <p>Invariants: writes take effect in the order they were asked for; a barrier of a key ends after
 * all writes of that key that were asked for before.
 */
@NullMarked
package org.godwit.store;

import org.jspecify.annotations.NullMarked;
