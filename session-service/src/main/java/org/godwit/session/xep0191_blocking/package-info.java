/** XEP-0191, as far as it is not the core's. */
@NullMarked
package org.godwit.session.xep0191_blocking;

import org.jspecify.annotations.NullMarked;
