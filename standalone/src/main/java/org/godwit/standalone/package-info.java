@NullMarked
package org.godwit.standalone;

import org.jspecify.annotations.NullMarked;
