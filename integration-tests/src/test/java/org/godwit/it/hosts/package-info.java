/** Virtual hosts that come, change and go while the server runs. */
@NullMarked
package org.godwit.it.hosts;

import org.jspecify.annotations.NullMarked;
