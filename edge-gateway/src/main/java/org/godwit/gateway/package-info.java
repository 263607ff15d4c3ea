@NullMarked
package org.godwit.gateway;

import org.jspecify.annotations.NullMarked;
