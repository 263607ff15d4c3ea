package org.godwit.session.account;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.OwnedTopic;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.godwit.session.account.Stanzas.Stanza;
import org.godwit.testkit.InMemoryBus;
import org.godwit.testkit.InMemoryBusSettings;
import org.godwit.testkit.ManualClock;
import org.godwit.testkit.MortalBus;
import org.jspecify.annotations.Nullable;

/** The owners of topic session on the in-memory bus, and what gateways would do. */
final class AccountScenario {

  static final String ALICE = "alice@localhost";
  static final String BOB = "bob@localhost";

  final ManualClock clock = new ManualClock();
  final InMemoryBus bus;
  final FakeOfflineStore store;
  final FakeArchive archive;
  final Set<String> unknownAccounts = new HashSet<>();
  final AccountRemovals removals = new AccountRemovals();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final ManualTimer timer = new ManualTimer(clock);
  private final AccountSettings settings;
  private final ContactStore contacts;
  private final SessionMetrics metrics;
  private final IqDispatcher iqs;
  private MortalBus process;
  private final Map<String, Integer> answered = new HashMap<>();
  private Subscription subscription;

  /** Whether {@link #run} plays gateways that have given back all they had when they are asked. */
  boolean answering = true;

  private long n;

  AccountScenario() {
    this(new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100), List.of(new PingModule()));
  }

  AccountScenario(AccountSettings settings, List<XepModule> modules) {
    this(settings, modules, InMemoryBusSettings.DEFAULT);
  }

  AccountScenario(
      AccountSettings settings, List<XepModule> modules, InMemoryBusSettings busSettings) {
    this(settings, modules, busSettings, ContactStore.NONE);
  }

  AccountScenario(
      AccountSettings settings,
      List<XepModule> modules,
      InMemoryBusSettings busSettings,
      ContactStore contacts) {
    this(settings, modules, busSettings, contacts, new FakeArchive(), new FakeOfflineStore());
  }

  AccountScenario(AccountSettings settings, List<XepModule> modules, FakeArchive archive) {
    this(
        settings,
        modules,
        InMemoryBusSettings.DEFAULT,
        ContactStore.NONE,
        archive,
        new FakeOfflineStore());
  }

  AccountScenario(List<XepModule> modules, FakeOfflineStore store) {
    this(
        new AccountSettings(3, 10, 3, Duration.ofMinutes(10), 100),
        modules,
        InMemoryBusSettings.DEFAULT,
        ContactStore.NONE,
        new FakeArchive(),
        store);
  }

  private AccountScenario(
      AccountSettings settings,
      List<XepModule> modules,
      InMemoryBusSettings busSettings,
      ContactStore contacts,
      FakeArchive archive,
      FakeOfflineStore store) {
    this.contacts = contacts;
    this.archive = archive;
    this.store = store;
    bus = new InMemoryBus(busSettings.withClock(clock));
    bus.createGatewayTopic("gw1");
    bus.createGatewayTopic("gw2");
    this.settings = settings;
    metrics = new SessionMetrics(meters);
    iqs = new IqDispatcher(new ModuleIndex(modules), StanzaErrorCondition.SERVICE_UNAVAILABLE);
    process = MortalBus.on(bus);
    subscription = subscribe();
    bus.runUntilIdle();
  }

  private Subscription subscribe() {
    process = MortalBus.on(bus);
    AccountPorts ports =
        new AccountPorts(
            process,
            store,
            account ->
                CompletableFuture.completedFuture(!unknownAccounts.contains(account.bareText())),
            iqs,
            new ServedDomains(List.of("localhost")),
            () -> "generated",
            timer,
            contacts,
            archive,
            Capabilities.NONE,
            LastSeen.NONE);
    AccountPartitions partitions = new AccountPartitions(ports, settings, removals, metrics);
    Subscription owned =
        process.own(
            new OwnedTopic(
                Topics.SESSION, "session-service", Topics.SESSION_STATE, 1, partitions::own));
    owned.start();
    return owned;
  }

  /** Kills the owner as SIGKILL would, and starts another. */
  void crash() {
    process.kill();
    store.forgetHeld();
    timer.forget();
    subscription = subscribe();
    bus.runUntilIdle();
  }

  /** Kills the owner; another starts, and nothing else happens. */
  void crashOnly() {
    process.kill();
    store.forgetHeld();
    timer.forget();
    subscription = subscribe();
  }

  /** Hands over gracefully. */
  void restart() {
    subscription.close();
    timer.forget();
    subscription = subscribe();
    bus.runUntilIdle();
  }

  void publish(String key, BusMessage message) {
    bus.publish(Topics.SESSION, key, message, PublishCallback.IGNORED);
  }

  void run() {
    boolean more = true;
    while (more) {
      bus.runUntilIdle();
      boolean first = answering && answer("gw1");
      boolean second = answering && answer("gw2");
      more = first || second;
    }
  }

  /** Answers what a gateway must answer; returns whether there was something. */
  boolean answer(String gateway) {
    List<InboundRecord> all = bus.records(Topics.gateway(gateway));
    boolean any = false;
    for (int i = answered.getOrDefault(gateway, 0); i < all.size(); i++) {
      BusMessage message = all.get(i).message();
      if (message instanceof BusMessage.StreamRelease release) {
        publish(
            all.get(i).key(),
            new BusMessage.StreamReleased(
                stream(gateway, release.stream()), null, release.attached()));
        any = true;
      } else if (message instanceof BusMessage.GatewayBarrier barrier) {
        bus.publishTo(
            Topics.SESSION,
            barrier.partition(),
            new BusMessage.GatewayDrained(gateway, barrier.epoch()),
            PublishCallback.IGNORED);
        any = true;
      }
    }
    answered.put(gateway, all.size());
    return any;
  }

  void fireTimers() {
    timer.fireRetries();
    run();
  }

  /** Lets time pass, and what is due then happen. */
  void pass(Duration time) {
    clock.advance(time);
    timer.fireDue();
    run();
  }

  static StreamRef stream(String gateway, String id) {
    return new StreamRef(gateway, id);
  }

  void bind(StreamRef stream, String account, @Nullable String resource) {
    publish(account, new BusMessage.StreamBind(stream, Jid.of(account), resource, "b1"));
    run();
  }

  void sent(StreamRef stream, Stanza stanza) {
    n++;
    Jid from = stanza.head().from();
    publish(
        from == null ? "" : from.bareText(),
        new BusMessage.Sent(new Origin(stream, n), stanza.head(), stanza.bytes()));
    run();
  }

  /** Binds and sends available presence. */
  void online(StreamRef stream, String account, String resource) {
    bind(stream, account, resource);
    sent(stream, Stanzas.presence(account + '/' + resource, ""));
  }

  /** A message of another user's stream on gateway 2. */
  void incoming(Stanza stanza) {
    n++;
    Jid to = stanza.head().to();
    publish(
        to == null ? "" : to.bareText(),
        new BusMessage.Incoming(
            new Origin(stream("gw2", "k1-sender"), n), stanza.head(), stanza.bytes()));
    run();
  }

  void chat(String to, String body) {
    incoming(Stanzas.chat("carol@localhost/pad", to, body));
  }

  void closed(StreamRef stream, String boundJid) {
    Jid jid = Jid.of(boundJid);
    publish(jid.bareText(), new BusMessage.StreamClosed(stream, jid));
    run();
  }

  /** Answers all receipts that the stream got since {@code from}, and what follows from that. */
  void acknowledgeAll(StreamRef stream, String account) {
    int done = 0;
    List<Deliver> all = delivers(stream);
    while (done < all.size()) {
      String receipt = all.get(done).receipt();
      if (receipt != null) {
        publish(account, new BusMessage.Delivered(stream, receipt));
        run();
      }
      done++;
      all = delivers(stream);
    }
  }

  List<BusMessage> gateway(String id) {
    return bus.records(Topics.gateway(id)).stream().map(InboundRecord::message).toList();
  }

  List<Deliver> delivers(StreamRef stream) {
    List<Deliver> found = new ArrayList<>();
    for (BusMessage message : gateway(stream.gateway())) {
      if (message instanceof Deliver deliver && deliver.streams().contains(stream.stream())) {
        found.add(deliver);
      }
    }
    return found;
  }

  List<String> texts(StreamRef stream) {
    return delivers(stream).stream()
        .map(deliver -> new String(deliver.stanza(), StandardCharsets.UTF_8))
        .toList();
  }

  /** Returns the bodies that the stream got, in order. */
  List<String> bodies(StreamRef stream) {
    return texts(stream).stream()
        .filter(text -> text.contains("<body>"))
        .map(text -> text.substring(text.indexOf("<body>") + 6, text.indexOf("</body>")))
        .toList();
  }

  double meter(String name) {
    return meters.get(name).meter().measure().iterator().next().getValue();
  }

  /** Tells whether all records of the topic are finished and committed. */
  boolean isAllCommitted() {
    for (int partition = 0; partition < bus.partitions(Topics.SESSION); partition++) {
      int number = partition;
      long records =
          bus.records(Topics.SESSION).stream().filter(r -> r.partition() == number).count();
      long committed = bus.committed(Topics.SESSION, "session-service", partition);
      if (records > 0 && committed != records) {
        return false;
      }
    }
    return true;
  }
}
