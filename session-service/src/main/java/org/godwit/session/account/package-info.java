/**
 * The owner of accounts: who is online, where a stanza goes, what waits for an absent user. Entry:
 * {@link org.godwit.session.account.AccountPartitions}; {@code AccountMachine} decides, {@code
 * AccountPartition} acts.
 *
 * <p>Invariants: a decision reads no clock and no store; a record is completed only when all its
 * effects are done; a key's state is written after what it stands for was published; nothing here
 * knows a XEP package.
 */
@NullMarked
package org.godwit.session.account;

import org.jspecify.annotations.NullMarked;
