package org.godwit.gateway.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.godwit.gateway.bosh.BoshBody;
import org.godwit.gateway.bosh.BoshTerms;
import org.godwit.gateway.bosh.BoshText;
import org.godwit.gateway.bosh.PollingPace;
import org.godwit.gateway.bosh.RidWindow;
import org.godwit.gateway.framing.StreamHeaders;
import org.godwit.gateway.framing.StreamPiece;
import org.godwit.gateway.framing.StreamPieces;
import org.godwit.gateway.metrics.GatewayMetrics.Limit;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlFrame;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One BOSH session (XEP-0124): joins HTTP requests, from whatever connections, to the stream that
 * runs on its {@link BoshChannel}. Its event loop only, but for {@link #execute}.
 *
 * <p>A chunk of the stream is acknowledged when the client says that it has the answer that held
 * it: with {@code ack}, or, without acknowledgements, by a request that it may send only when it
 * has that answer (section 11), or by ending the session. What is not acknowledged when the session
 * dies fails as a write does whose socket breaks.
 */
final class BoshSession implements BoshChannel.Session, Sweep.Swept {
  private static final Logger LOGGER = LoggerFactory.getLogger(BoshSession.class);
  private static final long NANOS_PER_SECOND = 1_000_000_000;

  /** Answers that a client may leave unacknowledged, whatever they hold. */
  private static final int ANSWERS_MAX = 256;

  /** A request whose turn has not come. */
  private record Waiting(BoshBody body, BoshExchange exchange) {}

  /** A request that is not answered. */
  private record Held(BoshExchange exchange, long sinceNanos, boolean isCreation) {}

  /** An answer that the client may ask for again, and the chunks that were in it. */
  private record Answer(String text, int chunks) {}

  private final BoshSessions sessions;
  private final String sid;
  private final EdgeLoop loop;
  private final BoshTerms terms;
  private final boolean secure;
  private final StreamPieces pieces;
  private final RidWindow window;
  private final PollingPace pace;
  private final TreeMap<Long, Waiting> waiting = new TreeMap<>();
  private final TreeMap<Long, Held> held = new TreeMap<>();
  private final TreeMap<Long, Answer> answers = new TreeMap<>();
  private List<StreamPiece.Element> output = new ArrayList<>();
  private String from = "";
  private int outputChunks;
  private long silentSinceNanos;
  private long silenceSeconds;
  private long pauseRid = BoshBody.NONE;
  private boolean isEnded;
  private boolean isOver;
  private boolean isDraining;
  private @Nullable BoshChannel channel;
  private @Nullable DurableRequests durable;
  private @Nullable Executor executor;

  BoshSession(
      BoshSessions sessions,
      String sid,
      EdgeLoop loop,
      BoshTerms terms,
      long rid,
      BoshExchange exchange) {
    this.sessions = sessions;
    this.sid = sid;
    this.loop = loop;
    this.terms = terms;
    this.secure = exchange.isSecure();
    this.pieces = new StreamPieces(loop.streams().parsers());
    this.window = new RidWindow(rid, terms.requests());
    this.pace = new PollingPace(terms, loop.sweep().nowNanos());
    this.silenceSeconds = terms.inactivitySeconds();
  }

  /** Puts its channel on its event loop; called on that loop, once. */
  void runOn(BoshChannel made, StreamHandler handler, EventLoop eventLoop) {
    channel = made;
    durable = new DurableRequests(handler, window.last());
    executor = eventLoop;
    var _ = eventLoop.register(made);
    loop.sweep().add(this);
  }

  /** Runs {@code task} on the session's event loop; any thread. */
  void execute(Runnable task) {
    Executor own = executor;
    try {
      if (own != null) {
        own.execute(task);
      }
    } catch (RejectedExecutionException e) {
      LOGGER.atDebug().log("the event loop has ended, and its sessions with it");
    }
  }

  /** Takes the request that began the session. */
  void begin(BoshBody body, BoshExchange exchange) {
    exchange.heldBy(this);
    held.put(window.last(), new Held(exchange, loop.sweep().nowNanos(), true));
    openStream(body);
    body.payloads().forEach(this::feed);
    taken(window.last());
    answer();
  }

  private void taken(long rid) {
    DurableRequests requests = durable;
    if (requests != null) {
      requests.onTaken(rid);
    }
  }

  private long lastDurable() {
    DurableRequests requests = durable;
    return requests == null ? window.last() : requests.last();
  }

  /** Records of the stream have become durable; any thread. */
  void onDurable() {
    execute(this::answer);
  }

  /** Takes a later request. */
  void onRequest(BoshBody body, BoshExchange exchange) {
    if (isOver || (secure && !exchange.isSecure())) {
      refuse(exchange, "item-not-found");
      return;
    }
    long rid = body.rid();
    boolean isLastWord = body.isTerminate() || body.isPause();
    boolean isNew = rid > window.last() && !waiting.containsKey(rid);
    if (isNew && held.size() + waiting.size() >= terms.requests() + (isLastWord ? 1 : 0)) {
      // Section 11.
      sessions.services().metrics().onLimit(Limit.BOSH_REQUESTS);
      fail(exchange, "policy-violation");
      return;
    }
    switch (window.place(rid, isLastWord)) {
      case OUTSIDE -> fail(exchange, "item-not-found");
      case REPEATED -> repeat(rid, exchange);
      case NEW -> {
        Waiting before = waiting.put(rid, new Waiting(body, exchange));
        if (before != null) {
          before.exchange.answer(BoshText.superseded(), terms.contentType());
        }
        drain();
      }
    }
  }

  /** Section 14.3: the client asks again for an answer that may have been lost. */
  private void repeat(long rid, BoshExchange exchange) {
    Held holding = held.get(rid);
    Answer answered = answers.get(rid);
    if (holding != null) {
      held.put(rid, new Held(exchange, holding.sinceNanos, holding.isCreation));
      holding.exchange.answer(BoshText.superseded(), terms.contentType());
    } else if (answered != null) {
      exchange.answer(answered.text, terms.contentType());
      silentSinceNanos = loop.sweep().nowNanos();
    } else {
      fail(exchange, "item-not-found");
    }
  }

  /** Takes the requests whose turn it is, as long as the stream reads. */
  private void drain() {
    if (isDraining) {
      return;
    }
    isDraining = true;
    try {
      BoshChannel open = channel;
      while (!isOver && open != null && open.config().isAutoRead()) {
        Waiting next = waiting.remove(window.next());
        if (next == null) {
          break;
        }
        window.advance();
        take(window.last(), next.body, next.exchange);
      }
    } finally {
      isDraining = false;
    }
    answer();
  }

  private void take(long rid, BoshBody body, BoshExchange exchange) {
    long now = loop.sweep().nowNanos();
    acknowledge(rid, body);
    held.put(rid, new Held(exchange, now, false));
    silenceSeconds = terms.inactivitySeconds();
    pauseRid = BoshBody.NONE;
    if (pace.isTooFast(body.isEmpty(), held.size(), now)) {
      sessions.services().metrics().onLimit(Limit.BOSH_POLLING);
      fail(null, "policy-violation");
      return;
    }
    if (body.isPause()) {
      taken(rid);
      pause(rid, body.number("pause"));
      return;
    }
    if (body.isRestart()) {
      openStream(body);
    }
    body.payloads().forEach(this::feed);
    if (body.isTerminate()) {
      if (!terms.acks()) {
        // The client goes, and says so: it asks for nothing again.
        acknowledgeUpTo(rid);
      }
      feed(StreamHeaders.END.getBytes(StandardCharsets.US_ASCII));
    }
    taken(rid);
    answer();
  }

  /** Section 10: all requests are answered, this one without a payload. */
  private void pause(long rid, long seconds) {
    if (seconds == BoshBody.NONE || seconds > terms.pauseSecondsMax()) {
      fail(null, "policy-violation");
      return;
    }
    pauseRid = rid;
    silenceSeconds = seconds;
    answer();
  }

  private void openStream(BoshBody body) {
    List<XmlAttribute> attributes = new ArrayList<>();
    for (XmlAttribute attribute : body.attributes()) {
      boolean isLang = attribute.namespace().equals(XmlAttribute.XML_NAMESPACE);
      boolean isAddress =
          attribute.namespace().isEmpty()
              && (attribute.localName().equals("to") || attribute.localName().equals("from"));
      if (isLang || isAddress) {
        attributes.add(attribute);
      }
    }
    attributes.add(new XmlAttribute("", "version", "1.0"));
    feed(StreamHeaders.client(attributes));
  }

  private void feed(XmlFrame payload) {
    feed(payload.bytes());
  }

  private void feed(byte[] bytes) {
    BoshChannel open = channel;
    if (open != null && open.isActive()) {
      open.pipeline().fireChannelRead(Unpooled.wrappedBuffer(bytes));
      open.pipeline().fireChannelReadComplete();
    }
  }

  private void acknowledge(long rid, BoshBody body) {
    if (terms.acks()) {
      // Section 9.2: a client that has all answers says nothing.
      long ack = body.number("ack");
      acknowledgeUpTo(ack == BoshBody.NONE ? rid - 1 : Math.min(ack, rid - 1));
    } else {
      acknowledgeUpTo(rid - terms.requests());
    }
  }

  private void acknowledgeUpTo(long rid) {
    int chunks = 0;
    for (Answer done : answers.headMap(rid, true).values()) {
      chunks += done.chunks;
    }
    answers.headMap(rid, true).clear();
    BoshChannel open = channel;
    if (open != null) {
      open.acknowledge(chunks);
    }
  }

  /** Answers what can be answered now, in the order of the requests. */
  private void answer() {
    while (!isOver && !held.isEmpty()) {
      long rid = held.firstKey();
      if (rid > lastDurable() && !hasFailed()) {
        return;
      }
      if (isEnded) {
        finish();
      } else if (!output.isEmpty() && rid != pauseRid) {
        send(rid, output, outputChunks);
        output = new ArrayList<>();
        outputChunks = 0;
      } else if (isToBeAnsweredEmpty(held.firstEntry().getValue())) {
        send(rid, List.of(), 0);
      } else {
        return;
      }
    }
  }

  private boolean isToBeAnsweredEmpty(Held first) {
    return !first.isCreation
        && (held.size() > terms.hold() || terms.waitSeconds() == 0 || pauseRid != BoshBody.NONE);
  }

  /** Tells whether the stream ends because a record was not taken: nothing will be durable. */
  private boolean hasFailed() {
    DurableRequests requests = durable;
    return isEnded && requests != null && requests.hasFailed();
  }

  private void send(long rid, List<StreamPiece.Element> payloads, int chunks) {
    Held answered = held.remove(rid);
    if (answered == null) {
      return;
    }
    long taken = lastDurable();
    long ack = terms.acks() && (answered.isCreation || taken > rid) ? taken : BoshBody.NONE;
    String text =
        answered.isCreation
            ? BoshText.created(terms, sid, from, ack, payloads)
            : BoshText.answer(payloads, ack, false);
    answers.put(rid, new Answer(text, chunks));
    answered.exchange.answer(text, terms.contentType());
    silentSinceNanos = loop.sweep().nowNanos();
    if (payloads.isEmpty()) {
      pace.onEmptyAnswer();
    }
    if (answers.size() > ANSWERS_MAX) {
      sessions.services().metrics().onLimit(Limit.BOSH_REQUESTS);
      fail(null, "policy-violation");
    }
  }

  /** The stream has ended, and the client's oldest request can tell it so. */
  private void finish() {
    isOver = true;
    String text = BoshText.answer(output, BoshBody.NONE, true);
    for (Held each : held.values()) {
      each.exchange.answer(text, terms.contentType());
      text = BoshText.answer(List.of(), BoshBody.NONE, false);
    }
    held.clear();
    close();
  }

  /** The client broke a rule: its session ends, as a connection that is lost does. */
  private void fail(@Nullable BoshExchange exchange, String condition) {
    isOver = true;
    if (exchange != null) {
      refuse(exchange, condition);
    }
    for (Held each : held.values()) {
      refuse(each.exchange, condition);
    }
    held.clear();
    close();
  }

  private void refuse(BoshExchange exchange, String condition) {
    exchange.answer(BoshText.terminate(condition), terms.contentType());
  }

  /** Later: the stream may be in the middle of what it does. */
  private void close() {
    BoshChannel open = channel;
    if (open != null) {
      execute(() -> {
        var _ = open.close();
      });
    }
  }

  @Override
  public void onOutput(List<byte[]> chunks) {
    for (byte[] chunk : chunks) {
      outputChunks++;
      if (chunk.length == 0) {
        continue;
      }
      for (StreamPiece piece : pieces.read(chunk)) {
        switch (piece) {
          case StreamPiece.Opened(List<XmlAttribute> attributes) -> onHeader(attributes);
          case StreamPiece.Element element -> output.add(element);
          case StreamPiece.Ended _ -> isEnded = true;
        }
      }
    }
    if (!isDraining) {
      answer();
    }
  }

  private void onHeader(List<XmlAttribute> attributes) {
    for (XmlAttribute attribute : attributes) {
      if (attribute.localName().equals("from")) {
        from = attribute.value();
      }
    }
  }

  @Override
  public void onReadable() {
    execute(this::drain);
  }

  @Override
  public void onClosed() {
    isOver = true;
    sessions.remove(sid);
    loop.sweep().remove(this);
    for (Waiting each : waiting.values()) {
      refuse(each.exchange, "item-not-found");
    }
    waiting.clear();
    for (Held each : held.values()) {
      refuse(each.exchange, isEnded ? "remote-stream-error" : "internal-server-error");
    }
    held.clear();
  }

  /** The HTTP connection of a request is gone: the client asks again, or is gone too. */
  void onLost(BoshExchange exchange) {
    for (Map.Entry<Long, Held> each : held.entrySet()) {
      if (each.getValue().exchange == exchange) {
        held.remove(each.getKey());
        answers.put(each.getKey(), new Answer(BoshText.answer(List.of(), BoshBody.NONE, false), 0));
        silentSinceNanos = loop.sweep().nowNanos();
        break;
      }
    }
    answer();
  }

  @Override
  public void onSweep(long nowNanos) {
    if (isOver) {
      return;
    }
    while (!held.isEmpty()) {
      Held first = held.firstEntry().getValue();
      if (first.isCreation
          || held.firstKey() > lastDurable()
          || nowNanos - first.sinceNanos < terms.waitSeconds() * NANOS_PER_SECOND) {
        return;
      }
      send(held.firstKey(), List.of(), 0);
    }
    if (nowNanos - silentSinceNanos >= silenceSeconds * NANOS_PER_SECOND) {
      sessions.services().metrics().onLimit(Limit.BOSH_INACTIVITY);
      LOGGER.atDebug().log("a BOSH session ends because its client is silent");
      isOver = true;
      close();
    }
  }
}
