package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Builds the pipeline of a client's connection. */
final class C2sPipeline extends ChannelInitializer<Channel> {
  private final StreamServices services;
  private final Function<Executor, LoopStreams> loops;

  C2sPipeline(StreamServices services, Function<Executor, LoopStreams> loops) {
    this.services = services;
    this.loops = loops;
  }

  /** The pipeline, in the order in which bytes of the client pass. */
  @Override
  protected void initChannel(Channel channel) {
    ChannelPipeline pipeline = channel.pipeline();
    // 1. TLS is not here yet: STARTTLS puts it in front of everything, by addTls.
    // 2. The stream: last, because it is where bytes end and stanzas begin.
    pipeline.addLast(
        HandlerNames.STREAM, new StreamHandler(services, loops.apply(channel.eventLoop())));
  }

  /** Puts TLS in front of all that reads or writes XML. */
  static void addTls(ChannelPipeline pipeline, SslHandler handler) {
    pipeline.addFirst(HandlerNames.TLS, handler);
  }
}
