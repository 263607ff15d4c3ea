/**
 * The ledger: clients write down what they sent, what was acknowledged and what they received,
 * while processes of a cluster are killed and frozen.
 *
 * <p>Entry: {@link org.godwit.it.chaos.ChaosRun}. Pure and tested by itself: {@link
 * org.godwit.it.chaos.Ledger}, {@link org.godwit.it.chaos.Takeovers}, {@link
 * org.godwit.it.chaos.FaultSchedule}, {@link org.godwit.it.chaos.Outbox}.
 */
@NullMarked
package org.godwit.it.chaos;

import org.jspecify.annotations.NullMarked;
