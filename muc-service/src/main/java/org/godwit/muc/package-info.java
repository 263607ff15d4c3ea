@NullMarked
package org.godwit.muc;

import org.jspecify.annotations.NullMarked;
