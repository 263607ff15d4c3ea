/**
 * The archives of accounts in the database (XEP-0313). Entry: {@link
 * org.godwit.session.archive.JdbcArchive}; writes go behind the caller in batches.
 *
 * <p>Invariants: a read of an account sees all writes asked for before; inserting a message twice
 * is the same as once; ids are ordered as the account's log is.
 */
@NullMarked
package org.godwit.session.archive;

import org.jspecify.annotations.NullMarked;
