/**
 * Settings of the sockets of every listener. Entry class: {@link
 * org.godwit.gateway.socket.SocketProperties}.
 */
@NullMarked
package org.godwit.gateway.socket;

import org.jspecify.annotations.NullMarked;
