/** Clients that do not begin with STARTTLS on TCP. */
@NullMarked
package org.godwit.it.transport;

import org.jspecify.annotations.NullMarked;
