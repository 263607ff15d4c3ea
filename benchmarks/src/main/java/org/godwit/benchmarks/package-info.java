/** JMH benchmarks of what each stanza passes. Nothing here is part of the product. */
@NullMarked
package org.godwit.benchmarks;

import org.jspecify.annotations.NullMarked;
