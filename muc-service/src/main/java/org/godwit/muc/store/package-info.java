/**
 * Rooms in the database. Entry: {@link org.godwit.muc.store.JdbcRoomStore}; one thread writes what
 * has gathered, in order, as one transaction.
 */
@NullMarked
package org.godwit.muc.store;

import org.jspecify.annotations.NullMarked;
