/** Rosters, presence and blocking, seen by clients. */
@NullMarked
package org.godwit.it.contacts;

import org.jspecify.annotations.NullMarked;
