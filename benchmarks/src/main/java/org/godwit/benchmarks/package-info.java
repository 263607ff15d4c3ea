@NullMarked
package org.godwit.benchmarks;

import org.jspecify.annotations.NullMarked;
