package org.godwit.gateway.netty;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection that owes a whole request for too long: a slow one gains nothing by single
 * bytes. One whose request is not answered yet may wait. Event loop only.
 */
final class HttpIdle extends ChannelDuplexHandler implements Sweep.Swept {
  private final Sweep sweep;
  private final long idleNanos;
  private long sinceNanos;
  private int unanswered;
  private @Nullable ChannelHandlerContext context;

  HttpIdle(Sweep sweep, Duration idle) {
    this.sweep = sweep;
    this.idleNanos = idle.toNanos();
  }

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    context = added;
    sinceNanos = sweep.nowNanos();
    sweep.add(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext removed) {
    sweep.remove(this);
  }

  @Override
  public void channelRead(ChannelHandlerContext read, Object message) {
    if (message instanceof LastHttpContent) {
      unanswered++;
    }
    read.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext write, Object message, ChannelPromise promise) {
    if (message instanceof LastHttpContent) {
      unanswered = Math.max(0, unanswered - 1);
      sinceNanos = sweep.nowNanos();
    }
    var _ = write.write(message, promise);
  }

  @Override
  public void onSweep(long nowNanos) {
    ChannelHandlerContext idle = context;
    if (idle != null && unanswered == 0 && nowNanos - sinceNanos >= idleNanos) {
      var _ = idle.close();
    }
  }
}
