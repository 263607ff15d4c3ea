package org.godwit.it.chaos;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.godwit.it.chaos.ClientProfile.Correspondent;
import org.godwit.it.chaos.ClientProfile.Kind;
import org.godwit.it.chaos.Outbox.Outgoing;

/**
 * One client that logs in, sends, receives, loses its connection and comes back, until it is told
 * to finish. One virtual thread reads, another one writes.
 */
final class ChaosClient implements Runnable {

  private static final String SM = "urn:xmpp:sm:3";
  private static final int LOGIN_LIMIT_MS = 20_000;
  private static final int WINDOW = 400;
  private static final int REQUEST_EVERY = 10;
  private static final long REQUEST_INTERVAL_MS = 300;
  private static final long VOLUNTARY_ACK_EVERY = 25;
  private static final long FAREWELL_MS = 5_000;
  private static final long BACKOFF_MAX_MS = 2_000;
  private static final Duration TICK = Duration.ofMillis(20);

  private final ClientProfile profile;
  private final List<InetSocketAddress> gateways;
  private final LongSupplier nowMs;
  private final SplittableRandom random;
  private final SessionState session;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, Integer> events = new TreeMap<>();
  private final long[] nextMs;

  private volatile boolean producing = true;
  private volatile boolean settled;
  private volatile boolean finished;
  private volatile boolean renew;
  private volatile boolean online;
  private int gateway;

  // Of one connection.
  private volatile boolean open;
  private int unrequested;
  private long requestedMs;
  private long lastRequestMs;
  private long acknowledgedInbound;

  ChaosClient(
      ClientProfile profile, Ledger ledger, List<InetSocketAddress> gateways, LongSupplier nowMs) {
    this.profile = profile;
    this.gateways = List.copyOf(gateways);
    this.nowMs = nowMs;
    this.random = new SplittableRandom(profile.seed());
    this.session = new SessionState(profile.user(), ledger, nowMs);
    this.nextMs = new long[profile.conversations().size()];
    this.gateway = random.nextInt(gateways.size());
  }

  /** Sends nothing new from now on; what is unacknowledged is still seen to. */
  void stopProducing() {
    producing = false;
  }

  /** Stays online from now on. */
  void settle() {
    settled = true;
  }

  /** Ends the session properly once and begins a new one, which collects what was stored. */
  void renew() {
    renew = true;
  }

  /** Goes offline for good. */
  void finish() {
    finished = true;
  }

  boolean isOnline() {
    return online;
  }

  String user() {
    return profile.user();
  }

  /** Returns how much is not acknowledged. */
  int pending() {
    lock.lock();
    try {
      return session.pending();
    } finally {
      lock.unlock();
    }
  }

  /** Returns what happened to it and how often. */
  Map<String, Integer> events() {
    lock.lock();
    try {
      return new TreeMap<>(events);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void run() {
    int failures = 0;
    while (!finished) {
      try (XmppConnection connection =
          XmppConnection.open(gateways.get(gateway % gateways.size()), LOGIN_LIMIT_MS)) {
        establish(connection);
        failures = 0;
        converse(connection);
      } catch (IOException e) {
        failures++;
        note("failure " + e.getMessage());
      }
      online = false;
      gateway++;
      pause(failures);
    }
  }

  private void pause(int failures) {
    long pauseMs =
        failures == 0 && profile.kind() == Kind.ABSENT && !settled
            ? random.nextLong(4_000, 12_000)
            : Math.min(BACKOFF_MAX_MS, random.nextLong(50, 200) << Math.min(failures, 4));
    long until = nowMs.getAsLong() + pauseMs;
    boolean settledBefore = settled;
    while (!finished && settled == settledBefore && nowMs.getAsLong() < until) {
      LockSupport.parkNanos(TICK.toNanos());
    }
  }

  private void establish(XmppConnection connection) throws IOException {
    boolean offered = connection.login(profile.user()).contains(SM);
    lock.lock();
    try {
      requestedMs = 0;
      unrequested = 0;
      if (offered && resume(connection)) {
        note("resumed");
      } else {
        bind(connection, offered);
        note(session.isManaged() ? "bound, managed" : "bound");
      }
      connection.established();
    } finally {
      lock.unlock();
    }
    online = true;
  }

  private boolean resume(XmppConnection connection) throws IOException {
    String previd = session.previd();
    if (previd == null) {
      return false;
    }
    connection.write(
        "<resume xmlns='" + SM + "' h='" + session.inbound() + "' previd='" + previd + "'/>");
    Element answer = connection.read();
    if (answer == null) {
      throw new IOException("no answer to resume");
    }
    if (answer.name().equals("failed")) {
      note("resume failed: " + answer.condition());
      if (answer.attribute("h") != null) {
        session.acknowledged(answer.number("h", 0));
      }
      session.ended();
      return false;
    }
    if (!answer.name().equals("resumed")) {
      throw new IOException("instead of resumed came " + answer);
    }
    for (Outgoing stanza : session.resumed(answer.number("h", 0))) {
      connection.write(stanza.xml());
      unrequested++;
    }
    return true;
  }

  private void bind(XmppConnection connection, boolean offered) throws IOException {
    connection.write(
        "<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'>"
            + "<resource>chaos</resource></bind></iq>");
    Element bound = connection.expect("iq");
    if (!"result".equals(bound.attribute("type"))) {
      throw new IOException("bind refused: " + bound.condition());
    }
    session.bound();
    if (offered) {
      enable(connection);
    }
    send(connection, session.unrecorded("<presence/>"));
    Outgoing carried = session.nextCarried();
    while (carried != null) {
      send(connection, carried);
      carried = session.nextCarried();
    }
  }

  private void enable(XmppConnection connection) throws IOException {
    String resume = profile.kind() == Kind.ABSENT ? "" : " resume='true'";
    connection.write("<enable xmlns='" + SM + "'" + resume + "/>");
    session.enabling();
    while (true) {
      Element answer = connection.read();
      if (answer == null) {
        throw new IOException("no answer to enable");
      }
      if (answer.name().equals("enabled")) {
        String resumable = answer.attribute("resume");
        boolean kept = "true".equals(resumable) || "1".equals(resumable);
        session.enabled(kept ? answer.attribute("id") : null);
        acknowledgedInbound = 0;
        return;
      }
      if (answer.name().equals("failed")) {
        throw new IOException("enable refused: " + answer.condition());
      }
      session.received(answer);
    }
  }

  private void send(XmppConnection connection, Outgoing stanza) throws IOException {
    unrequested++;
    connection.write(stanza.xml());
  }

  private void converse(XmppConnection connection) throws IOException {
    open = true;
    Thread writer = Thread.ofVirtual().name(profile.user()).start(() -> write(connection));
    try {
      Element element = connection.read();
      while (element != null) {
        take(connection, element);
        element = connection.read();
      }
    } finally {
      open = false;
      connection.close();
      join(writer);
    }
  }

  private static void join(Thread writer) throws IOException {
    try {
      writer.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void take(XmppConnection connection, Element element) throws IOException {
    lock.lock();
    try {
      switch (element.name()) {
        case "r" -> acknowledge(connection);
        case "a" -> {
          session.acknowledged(element.number("h", 0));
          requestedMs = 0;
        }
        case "stream:error" -> note("stream error " + element.condition());
        default -> {
          if (session.received(element)) {
            requestedMs = 0;
          }
          if (session.isManaged()
              && session.inbound() - acknowledgedInbound >= VOLUNTARY_ACK_EVERY) {
            acknowledge(connection);
          }
        }
      }
    } catch (IllegalArgumentException e) {
      note("VIOLATION " + e.getMessage());
      throw new IOException(e);
    } finally {
      lock.unlock();
    }
  }

  private void acknowledge(XmppConnection connection) throws IOException {
    acknowledgedInbound = session.inbound();
    connection.write("<a xmlns='" + SM + "' h='" + acknowledgedInbound + "'/>");
  }

  private void write(XmppConnection connection) {
    long patienceMs = random.nextLong(8_000, 15_000);
    long leaveMs = nowMs.getAsLong() + random.nextLong(3_000, 9_000);
    boolean reset = random.nextBoolean();
    try {
      while (true) {
        LockSupport.parkNanos(TICK.toNanos());
        lock.lock();
        try {
          if (!open) {
            return;
          }
          long now = nowMs.getAsLong();
          boolean over = !settled && now > leaveMs;
          if (finished || renew || (over && profile.kind() == Kind.ABSENT)) {
            leave(connection);
            break;
          }
          if (over && profile.kind() == Kind.ROAMING) {
            note("dropped");
            connection.drop(reset);
            return;
          }
          if (requestedMs > 0 && now - requestedMs > patienceMs) {
            note("gave up waiting");
            connection.close();
            return;
          }
          produce(connection, now);
          request(connection, now);
        } finally {
          lock.unlock();
        }
      }
      awaitFarewell(connection);
    } catch (IOException e) {
      note("failure " + e.getMessage());
      closeQuietly(connection);
    }
  }

  private void produce(XmppConnection connection, long now) throws IOException {
    for (int i = 0; i < nextMs.length; i++) {
      if (producing && now >= nextMs[i] && session.pending() < WINDOW) {
        Correspondent correspondent = profile.conversations().get(i);
        send(connection, session.message(correspondent.conversation(), correspondent.to()));
        nextMs[i] = now + random.nextLong(100, 300);
      }
    }
  }

  private void request(XmppConnection connection, long now) throws IOException {
    boolean due = unrequested >= REQUEST_EVERY || now - lastRequestMs > REQUEST_INTERVAL_MS;
    if (requestedMs == 0 && session.pending() > 0 && due) {
      connection.write(session.request());
      requestedMs = now;
      lastRequestMs = now;
      unrequested = 0;
    }
  }

  private void leave(XmppConnection connection) throws IOException {
    renew = false;
    if (session.isManaged()) {
      acknowledge(connection);
    }
    session.ended();
    connection.write("</stream:stream>");
    note("left");
  }

  /** The server has a while to close the stream too; what it sends until then is received. */
  private void awaitFarewell(XmppConnection connection) throws IOException {
    long until = nowMs.getAsLong() + FAREWELL_MS;
    while (open && nowMs.getAsLong() < until) {
      LockSupport.parkNanos(TICK.toNanos());
    }
    connection.close();
  }

  private void closeQuietly(XmppConnection connection) {
    try {
      connection.close();
    } catch (IOException e) {
      note("failure " + e.getMessage());
    }
  }

  private void note(String event) {
    lock.lock();
    try {
      events.merge(event, 1, Integer::sum);
    } finally {
      lock.unlock();
    }
  }
}
