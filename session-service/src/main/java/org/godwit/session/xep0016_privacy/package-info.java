/** XEP-0016, as far as it is not the core's. */
@NullMarked
package org.godwit.session.xep0016_privacy;

import org.jspecify.annotations.NullMarked;
