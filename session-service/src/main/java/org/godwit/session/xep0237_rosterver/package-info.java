/** XEP-0237, as far as it is not the core's. */
@NullMarked
package org.godwit.session.xep0237_rosterver;

import org.jspecify.annotations.NullMarked;
