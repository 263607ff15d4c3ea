/**
 * The whole server, seen from outside. Entry: {@link org.godwit.it.server.GodwitServer}; nothing
 * here looks into the server but its start and stop.
 */
@NullMarked
package org.godwit.it;

import org.jspecify.annotations.NullMarked;
