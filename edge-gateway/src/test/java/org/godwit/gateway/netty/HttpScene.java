package org.godwit.gateway.netty;

import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Map;
import org.godwit.gateway.bosh.BoshProperties;
import org.godwit.gateway.websocket.WebSocketProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** HTTP listeners of a gateway in one thread. */
final class HttpScene {
  static final WebSocketProperties WEBSOCKET = bind("websocket", WebSocketProperties.class);
  static final BoshProperties BOSH = bind("bosh", BoshProperties.class);

  final GatewayFixture gateway;
  private final Sweep sweep;
  private final HostMeta hostMeta;
  private final HttpPipeline bosh;

  HttpScene(GatewayFixture gateway) {
    this.gateway = gateway;
    this.sweep = new Sweep(gateway.nanos::get);
    this.hostMeta = new HostMeta(gateway.services.settings().domains());
    hostMeta.websocketAt(new HostMeta.Address("wss", 5290, "/xmpp-websocket", null));
    bosh = HttpPipelines.bosh(BOSH, gateway.services, _ -> loop(), ProxyGate.NONE, hostMeta);
    hostMeta.boshAt(new HostMeta.Address("https", 5280, "/http-bind", null));
  }

  private static <T> T bind(String name, Class<T> type) {
    return new Binder(new MapConfigurationPropertySource(Map.of()))
        .bindOrCreate("xmpp.gateway." + name, type);
  }

  EmbeddedChannel websocket() {
    return gateway.open(
        HttpPipelines.websocket(
            WEBSOCKET, gateway.services, _ -> loop(), ProxyGate.NONE, hostMeta));
  }

  /** Opens another connection to the same BOSH listener. */
  EmbeddedChannel bosh() {
    return gateway.open(bosh);
  }

  private EdgeLoop loop() {
    return new EdgeLoop(gateway.loop, sweep);
  }

  /** Lets everything happen that can: what one connection does may be a task of another. */
  void pump() {
    for (int i = 0; i < 4; i++) {
      gateway.pump();
    }
  }

  /** Lets time pass and the sweeps run. */
  void pass(Duration time) {
    gateway.nanos.addAndGet(time.toNanos());
    gateway.loop.sweep();
    sweep.run();
    pump();
  }
}
