@NullMarked
package org.godwit.channel;

import org.jspecify.annotations.NullMarked;
