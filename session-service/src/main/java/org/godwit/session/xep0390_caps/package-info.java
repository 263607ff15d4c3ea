/** Entity Capabilities 2.0 (XEP-0390) of the server. Entry: {@code HashedCapsModule}. */
@NullMarked
package org.godwit.session.xep0390_caps;

import org.jspecify.annotations.NullMarked;
