/** What is copied and kept of messages: carbons, archives, offline messages. */
@NullMarked
package org.godwit.it.archive;

import org.jspecify.annotations.NullMarked;
