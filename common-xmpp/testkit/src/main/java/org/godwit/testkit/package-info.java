@NullMarked
package org.godwit.testkit;

import org.jspecify.annotations.NullMarked;
