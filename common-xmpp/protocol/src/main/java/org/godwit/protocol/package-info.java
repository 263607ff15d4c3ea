@NullMarked
package org.godwit.protocol;

import org.jspecify.annotations.NullMarked;
