/**
 * The shell around the stream machine. Entry: {@link org.godwit.gateway.netty.C2sListener}; no
 * Channel and no ChannelHandlerContext leaves this package, and nothing here blocks an event loop.
 */
@NullMarked
package org.godwit.gateway.netty;

import org.jspecify.annotations.NullMarked;
