/** Starts servers and databases for tests. Entry: {@link org.godwit.it.server.GodwitServer}. */
@NullMarked
package org.godwit.it.server;

import org.jspecify.annotations.NullMarked;
