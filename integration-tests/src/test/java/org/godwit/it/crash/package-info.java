/** The server's process is killed; nothing that it acknowledged is lost. */
@NullMarked
package org.godwit.it.crash;

import org.jspecify.annotations.NullMarked;
