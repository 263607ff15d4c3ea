/**
 * Writing rows behind the caller, in batches. Entry: {@link org.godwit.session.batch.BatchWriter}.
 *
 * <p>Invariants: writes take effect in the order they were asked for; a barrier of an account ends
 * after all writes of that account that were asked for before.
 */
@NullMarked
package org.godwit.session.batch;

import org.jspecify.annotations.NullMarked;
