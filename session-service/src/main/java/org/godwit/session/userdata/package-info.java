/**
 * What users keep on the server beside messages, in the database. Entry: UserDataConfiguration.
 *
 * <p>Invariant: a change is answered after it was committed; making it twice is the same as once.
 */
@NullMarked
package org.godwit.session.userdata;

import org.jspecify.annotations.NullMarked;
