/**
 * XMPP over WebSocket (RFC 7395): settings, and the rules of its messages. Entry class: {@link
 * org.godwit.gateway.websocket.MessageReader}. Pure; {@code netty} has the handlers.
 */
@NullMarked
package org.godwit.gateway.websocket;

import org.jspecify.annotations.NullMarked;
