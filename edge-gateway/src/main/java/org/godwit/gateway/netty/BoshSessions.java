package org.godwit.gateway.netty;

import io.netty.channel.Channel;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.gateway.bosh.BoshBody;
import org.godwit.gateway.bosh.BoshProperties;
import org.godwit.gateway.bosh.BoshTerms;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.gateway.stream.Transport;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** The BOSH sessions of this gateway, by their ids. Any thread. */
final class BoshSessions {
  private static final int SID_BYTES = 18;

  private final BoshProperties properties;
  private final StreamServices services;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, BoshSession> sessions = new ConcurrentHashMap<>();

  BoshSessions(BoshProperties properties, StreamServices services) {
    this.properties = properties;
    this.services = services;
  }

  BoshProperties properties() {
    return properties;
  }

  StreamServices services() {
    return services;
  }

  /** Returns the session, or null. */
  @Nullable BoshSession find(String sid) {
    return sessions.get(sid);
  }

  /** Returns the condition with which {@code body} must not begin a session, or null. */
  @Nullable String refusal(BoshBody body) {
    String to = body.attribute("to");
    if (to == null || to.isEmpty()) {
      return "improper-addressing";
    }
    Jid host = Jid.parse(to);
    if (host == null || !host.isDomain() || !services.settings().domains().isHost(host.domain())) {
      return "host-unknown";
    }
    if (sessions.size() >= properties.sessionsMax()) {
      services.metrics().onLimit(Limit.BOSH_SESSIONS);
      return "policy-violation";
    }
    return null;
  }

  /** Makes the session that {@code body} begins, on the loop of the connection it came over. */
  BoshSession create(Channel connection, EdgeLoop loop, BoshBody body, BoshExchange exchange) {
    byte[] bytes = new byte[SID_BYTES];
    random.nextBytes(bytes);
    String sid = HexFormat.of().formatHex(bytes);
    BoshSession session =
        new BoshSession(this, sid, loop, BoshTerms.of(body, properties), body.rid(), exchange);
    sessions.put(sid, session);
    BoshChannel channel =
        new BoshChannel(session, (int) properties.socket().outboundBuffer().toBytes());
    new ClientPeer(ClientPeer.of(connection).address(), exchange.isSecure()).tell(channel);
    StreamHandler handler =
        new StreamHandler(services, loop.streams(), Transport.BOSH, session::onDurable);
    channel.pipeline().addLast(HandlerNames.STREAM, handler);
    session.runOn(channel, handler, connection.eventLoop());
    return session;
  }

  void remove(String sid) {
    sessions.remove(sid);
  }
}
