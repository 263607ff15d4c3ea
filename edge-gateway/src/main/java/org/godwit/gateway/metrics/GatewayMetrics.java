package org.godwit.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The meters {@code xmpp.gateway.*}. Any thread. */
public final class GatewayMetrics {
  /** How an attempt to authenticate ended. */
  public enum AuthOutcome {
    /** The client is authenticated. */
    SUCCESS,
    /** The client was refused. */
    FAILURE
  }

  /** A limit that ended a stream, or made it wait or be refused. */
  public enum Limit {
    /** The client did not read what was sent to it. */
    OUTBOUND_BUFFER,
    /** The client did not authenticate and bind in time. */
    UNAUTHENTICATED_TIME,
    /** The account's owner did not bind the stream in time. */
    BIND_TIME,
    /** A client sent, or was sent, too many elements; see {@code xmpp.gateway.throttling}. */
    TRAFFIC_PACKETS,
    /** A client sent, or was sent, too many bytes. */
    TRAFFIC_BYTES,
    /** Connections came too fast. */
    CONNECTION_RATE,
    /** A stanza was too large, too deep or too rich. */
    STANZA,
    /** A managed stream had too much unacknowledged and waiting. */
    UNACKED_QUEUE,
    /** The client did not acknowledge in time, so that its connection counts as lost. */
    ACK_TIME,
    /** The client did not answer a ping, so that its connection counts as lost. */
    WATCHDOG,
    /** Too many streams came from one address. */
    ADDRESS_STREAMS,
    /** Too many unauthenticated streams came from one address. */
    ADDRESS_NEWCOMERS,
    /** Too many SASL steps waited for their turn; see {@code xmpp.auth-client.waiting-max}. */
    SASL_WAITING,
    /** What a client compressed grows too much, or all at once. */
    COMPRESSION,
    /** A BOSH client had too many requests or answers open. */
    BOSH_REQUESTS,
    /** A BOSH client asked too often. */
    BOSH_POLLING,
    /** A BOSH client was silent for too long. */
    BOSH_INACTIVITY,
    /** A BOSH session was refused because there are too many. */
    BOSH_SESSIONS
  }

  /** What happened to a managed stream. */
  public enum StreamManagementEvent {
    /** It became a managed one. */
    ENABLED,
    /** Its connection was lost while it may be resumed. */
    DETACHED,
    /** It went on over another connection. */
    RESUMED,
    /** Its owner did not let a connection go on with it. */
    RESUME_REFUSED
  }

  private static final Logger LOGGER = LoggerFactory.getLogger(GatewayMetrics.class);

  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger bound = new AtomicInteger();
  private final Counter stanzasIn;
  private final Counter stanzasOut;
  private final Counter bytesIn;
  private final Counter bytesOut;
  private final Counter undelivered;
  private final Map<AuthOutcome, Counter> auth = new EnumMap<>(AuthOutcome.class);
  private final Map<Limit, Counter> limits = new EnumMap<>(Limit.class);
  private final Map<Limit, BiteLog> bites = new EnumMap<>(Limit.class);
  private final Map<StreamManagementEvent, Counter> management =
      new EnumMap<>(StreamManagementEvent.class);
  private final Map<StreamErrorCondition, Counter> errors =
      new EnumMap<>(StreamErrorCondition.class);

  /** Registers all meters. */
  public GatewayMetrics(MeterRegistry registry) {
    Gauge.builder("xmpp.gateway.streams", open, AtomicInteger::get)
        .tag("state", "open")
        .description("Connections of clients, bound or not")
        .register(registry);
    Gauge.builder("xmpp.gateway.streams", bound, AtomicInteger::get)
        .tag("state", "bound")
        .description("Streams that may send and receive stanzas")
        .register(registry);
    stanzasIn = directed(registry, "xmpp.gateway.stanzas", "in", "Stanzas of bound streams");
    stanzasOut = directed(registry, "xmpp.gateway.stanzas", "out", "Stanzas of bound streams");
    bytesIn = directed(registry, "xmpp.gateway.bytes", "in", "Bytes of XML, before TLS");
    bytesOut = directed(registry, "xmpp.gateway.bytes", "out", "Bytes of XML, before TLS");
    undelivered =
        Counter.builder("xmpp.gateway.undelivered")
            .description("Stanzas given back to their account's owner")
            .register(registry);
    for (AuthOutcome outcome : AuthOutcome.values()) {
      auth.put(outcome, tagged(registry, "xmpp.gateway.auth", "outcome", outcome));
    }
    for (Limit limit : Limit.values()) {
      limits.put(limit, tagged(registry, "xmpp.gateway.limits", "limit", limit));
      bites.put(limit, new BiteLog(LOGGER));
    }
    for (StreamManagementEvent event : StreamManagementEvent.values()) {
      management.put(event, tagged(registry, "xmpp.gateway.stream.management", "event", event));
    }
    for (StreamErrorCondition condition : StreamErrorCondition.values()) {
      errors.put(condition, tagged(registry, "xmpp.gateway.stream.errors", "condition", condition));
    }
  }

  private static Counter directed(
      MeterRegistry registry, String name, String direction, String description) {
    return Counter.builder(name)
        .tag("direction", direction)
        .description(description)
        .register(registry);
  }

  private static Counter tagged(MeterRegistry registry, String name, String tag, Enum<?> value) {
    return Counter.builder(name)
        .tag(tag, nameOf(value))
        .description("How often it happened")
        .register(registry);
  }

  private static String nameOf(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A connection was accepted. */
  public void onOpened() {
    open.incrementAndGet();
  }

  /** A connection is gone. */
  public void onClosed() {
    open.decrementAndGet();
  }

  /** Returns how many connections of clients are open. */
  public int openStreams() {
    return open.get();
  }

  /** A stream was bound. */
  public void onBound() {
    bound.incrementAndGet();
  }

  /** A bound stream has ended. */
  public void onUnbound() {
    bound.decrementAndGet();
  }

  /** A bound stream sent a stanza. */
  public void onStanzaIn() {
    stanzasIn.increment();
  }

  /** Stanzas went to a bound stream. */
  public void onStanzasOut(int count) {
    stanzasOut.increment(count);
  }

  /** Bytes came from a client. */
  public void onBytesIn(int count) {
    bytesIn.increment(count);
  }

  /** Bytes went to a client. */
  public void onBytesOut(int count) {
    bytesOut.increment(count);
  }

  /** A stanza is given back to its owner. */
  public void onUndelivered() {
    undelivered.increment();
  }

  /** An attempt to authenticate ended. */
  public void onAuth(AuthOutcome outcome) {
    count(auth.get(outcome));
  }

  /** A limit bites; says so in the log from time to time. */
  public void onLimit(Limit limit) {
    count(limits.get(limit));
    BiteLog log = bites.get(limit);
    if (log != null) {
      var _ = log.onBite(nameOf(limit), System.nanoTime());
    }
  }

  /** Something happened to a managed stream. */
  public void onStreamManagement(StreamManagementEvent event) {
    count(management.get(event));
  }

  /** A stream ends with an error. */
  public void onStreamError(StreamErrorCondition condition) {
    count(errors.get(condition));
  }

  private static void count(@Nullable Counter counter) {
    if (counter != null) {
      counter.increment();
    }
  }
}
