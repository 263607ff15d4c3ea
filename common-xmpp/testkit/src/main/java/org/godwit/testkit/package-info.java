/**
 * What tests of every module stand on. Entries: {@link org.godwit.testkit.InMemoryBus}, {@link
 * org.godwit.testkit.ManualClock}, {@link org.godwit.testkit.WireScript}.
 *
 * <p>Invariants: everything here is deterministic unless a test brings threads of its own; a fake
 * passes the same contract ({@link org.godwit.testkit.StanzaBusContract}) as what it stands for.
 */
@NullMarked
package org.godwit.testkit;

import org.jspecify.annotations.NullMarked;
