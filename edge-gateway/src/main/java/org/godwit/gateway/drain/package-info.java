/** How a gateway empties itself before it stops, so that its clients go on elsewhere. */
@NullMarked
package org.godwit.gateway.drain;

import org.jspecify.annotations.NullMarked;
