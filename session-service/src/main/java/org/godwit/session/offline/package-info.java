/**
 * Offline messages in the database. Entry: {@link org.godwit.session.offline.JpaOfflineStore};
 * reads go through JPA, writes behind the caller in JDBC batches.
 *
 * <p>Invariants: writes take effect in the order they were asked for; a read of an account sees all
 * writes asked for before; inserting a row twice is the same as once.
 */
@NullMarked
package org.godwit.session.offline;

import org.jspecify.annotations.NullMarked;
