/**
 * Clients for tests. Entry: {@link org.godwit.it.client.ChatClient} (Smack) and {@link
 * org.godwit.it.client.RawStream} (bytes on a socket).
 */
@NullMarked
package org.godwit.it.client;

import org.jspecify.annotations.NullMarked;
