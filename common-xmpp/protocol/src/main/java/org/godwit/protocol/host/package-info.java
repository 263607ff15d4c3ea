/**
 * Virtual hosts: what each may do, and which there are at the moment.
 *
 * <p>Entry: {@link org.godwit.protocol.host.VirtualHosts}, the live view that every service keeps
 * of topic {@code vhosts}. Nothing here does I/O.
 */
@NullMarked
package org.godwit.protocol.host;

import org.jspecify.annotations.NullMarked;
