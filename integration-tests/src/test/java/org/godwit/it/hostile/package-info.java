/** What no client should send. After each of it a well-behaved neighbour still chats. */
@NullMarked
package org.godwit.it.hostile;

import org.jspecify.annotations.NullMarked;
