@NullMarked
package org.godwit.session;

import org.jspecify.annotations.NullMarked;
