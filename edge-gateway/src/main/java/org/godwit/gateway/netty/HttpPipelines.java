package org.godwit.gateway.netty;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.cors.CorsConfig;
import io.netty.handler.codec.http.cors.CorsConfigBuilder;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.godwit.gateway.bosh.BoshProperties;
import org.godwit.gateway.websocket.WebSocketProperties;

/** The pipelines of the two HTTP listeners. */
final class HttpPipelines {
  /** A WebSocket is asked for without a body. */
  private static final int HANDSHAKE_BODY_BYTES_MAX = 1024;

  private static final long PREFLIGHT_SECONDS = 86_400;

  private HttpPipelines() {}

  static HttpPipeline websocket(
      WebSocketProperties properties,
      StreamServices services,
      Function<Executor, EdgeLoop> loops,
      ProxyGate proxies,
      HostMeta hostMeta) {
    return new HttpPipeline(
        services,
        loops,
        proxies,
        new HttpPipeline.Settings(
            HANDSHAKE_BODY_BYTES_MAX,
            properties.handshakeTimeout(),
            null,
            loop -> new WebSocketRequests(properties, services, loop, hostMeta)));
  }

  static HttpPipeline bosh(
      BoshProperties properties,
      StreamServices services,
      Function<Executor, EdgeLoop> loops,
      ProxyGate proxies,
      HostMeta hostMeta) {
    BoshSessions sessions = new BoshSessions(properties, services);
    return new HttpPipeline(
        services,
        loops,
        proxies,
        new HttpPipeline.Settings(
            (int) properties.bodyMax().toBytes(),
            properties.idleTimeout(),
            cors(properties.origins()),
            loop -> new BoshRequests(sessions, loop, hostMeta)));
  }

  private static CorsConfig cors(List<String> origins) {
    CorsConfigBuilder builder =
        origins.contains("*")
            ? CorsConfigBuilder.forAnyOrigin()
            : CorsConfigBuilder.forOrigins(origins.toArray(String[]::new));
    return builder
        .allowedRequestMethods(HttpMethod.GET, HttpMethod.POST, HttpMethod.OPTIONS)
        .allowedRequestHeaders(HttpHeaderNames.CONTENT_TYPE)
        .maxAge(PREFLIGHT_SECONDS)
        .build();
  }
}
