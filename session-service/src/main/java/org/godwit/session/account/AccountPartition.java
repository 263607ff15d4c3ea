package org.godwit.session.account;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.GatewayBarrier;
import org.godwit.protocol.envelope.BusMessage.GatewayDrained;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.IncomingMany;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.session.account.AccountState.Applied;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one partition of topic {@code session}: feeds its accounts' machines, and completes a record
 * when all its effects are done.
 *
 * <p>One lock guards the accounts; the polling thread and the results of look-ups take it. While an
 * account is looked up, only its own later inputs wait; how many is bounded by the bus, which reads
 * on only while few records are unfinished.
 */
final class AccountPartition implements PartitionOwner {

  private static final Logger LOGGER = LoggerFactory.getLogger(AccountPartition.class);

  private static final String COPY = "+sent";

  private final int partition;
  private final AccountMachine machine;
  private final AccountPorts ports;
  private final AccountSettings settings;
  private final SessionMetrics metrics;
  private final AccountKeys keys;
  private final EffectRunner effects;
  private final OriginTable origins;
  private final SoftState soft;
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Runnable> deferred = new ArrayDeque<>();
  private boolean closed;
  private int online;
  private int lookUps;
  private final long ownedSinceMs;
  private final long repeatingMs;
  private long latestMs;

  AccountPartition(
      int partition,
      AccountMachine machine,
      AccountPorts ports,
      AccountSettings settings,
      AccountRemovals removals,
      SessionMetrics metrics) {
    this.partition = partition;
    this.machine = machine;
    this.ports = ports;
    this.settings = settings;
    this.metrics = metrics;
    this.keys = new AccountKeys(settings.idleAccountsMax(), this::newKey);
    this.effects = new EffectRunner(ports, settings, removals, metrics, this::feed);
    this.ownedSinceMs = ports.timer().nowMs();
    this.repeatingMs = settings.holdMax().toMillis();
    this.origins = new OriginTable(settings.streams(), metrics::originEvicted);
    this.soft =
        new SoftState(
            ports,
            partition,
            origins,
            new SoftState.Lingering(settings.streams().endedMemory().toMillis(), keys::moved),
            lock);
  }

  private AccountKey newKey(String key) {
    Env env = new Env(Jid.ofEnforced(key), key, ports.resources());
    return new AccountKey(
        env, new StateWrites(ports.bus(), partition, key, this::durable), AccountState.EMPTY);
  }

  @Override
  public void onState(String key, byte[] state) {
    lock.lock();
    try {
      if (key.startsWith(OriginTable.PREFIX)) {
        origins.restore(key, state);
        return;
      }
      AccountKey account = keys.get(key);
      account.restore(AccountStateCodec.decode(account.env().account(), state));
      latestMs = Math.max(latestMs, account.state().applied().timestampMs());
      keys.moved(account);
      count(account.state().bound());
      if (account.state().isOnline()) {
        run(account, new AccountInput.Restored(), new Work(Timers.Nobody.WAITS));
        runDeferred();
      } else {
        soft.linger(account);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onRecord(InboundRecord record, Completion completion) {
    lock.lock();
    try {
      latestMs = Math.max(latestMs, record.timestampMs());
      BusMessage message = record.message();
      switch (message) {
        case Incoming m ->
            fromStream(record, m.origin(), m.head().has(StanzaTrait.FORWARD), completion);
        case Sent m -> fromStream(record, ofCopy(m.origin()), false, completion);
        case IncomingMany m -> forSeveral(record, m, completion);
        case GatewayStarted m -> gatewayStarted(record, m, completion);
        case GatewayDrained _ -> forAll(record, new Work(completion), () -> {});
        default -> forOne(record, completion);
      }
      runDeferred();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void flushState(PublishCallback durable) {
    soft.flush(durable);
  }

  /**
   * Returns what tells the record for the sender's owner from the one for the receiver's: both have
   * one origin, and may come to one partition.
   */
  private static Origin ofCopy(Origin origin) {
    StreamRef stream = origin.stream();
    return new Origin(new StreamRef(stream.gateway(), stream.stream() + COPY), origin.n());
  }

  /**
   * What a client sends again after it was resumed is dropped, and what its owner forwards again.
   */
  private void fromStream(
      InboundRecord record, @Nullable Origin origin, boolean forwarded, Completion completion) {
    if (origin != null
        && origins.isDuplicate(origin, forwarded, record.offset(), record.timestampMs())) {
      metrics.duplicate();
      completion.done();
    } else {
      forOne(record, completion);
    }
  }

  private void forOne(InboundRecord record, Completion completion) {
    AccountKey key = keys.get(record.key());
    if (key.isDone(record)) {
      completion.done();
    } else {
      handle(key, new AccountInput.Arrived(record), new Work(completion));
    }
  }

  /**
   * Each such record is answered, once every account has stopped sending to the lost streams, and
   * that is durable: no owner after this one begins at a state in which they were live.
   */
  private void gatewayStarted(InboundRecord record, GatewayStarted started, Completion completion) {
    Work all = new Work(completion);
    all.retain();
    forAll(
        record,
        all,
        () ->
            ports
                .bus()
                .publishTo(
                    effects.topic(started.gateway()),
                    0,
                    new GatewayBarrier(partition, started.epoch()),
                    all));
  }

  /** A record for all keys is complete when it is for each. */
  private void forAll(InboundRecord record, Work all, Runnable afterAll) {
    GatewayRound round = new GatewayRound(all, afterAll);
    for (AccountKey key : keys.all()) {
      if (!key.isDone(record)) {
        Work one = round.part();
        try {
          handle(key, new AccountInput.Arrived(record), one);
        } catch (RuntimeException e) {
          one.decided(key.writes());
          one.fail(e);
        }
      }
    }
    round.begun();
  }

  /** A record for several accounts is complete when it is for each. */
  private void forSeveral(InboundRecord record, IncomingMany message, Completion completion) {
    GatewayRound round = new GatewayRound(new Work(completion), () -> {});
    Gathering gathering = new Gathering(message);
    effects.gather(gathering);
    try {
      for (Jid receiver : message.receivers()) {
        InboundRecord one = record.with(receiver.bareText(), gathering.next(receiver));
        AccountKey key = keys.get(one.key());
        if (!key.isDone(record)) {
          Work part = round.part();
          try {
            handle(key, new AccountInput.Arrived(one), part);
          } catch (RuntimeException e) {
            part.decided(key.writes());
            part.fail(e);
          }
        }
      }
    } finally {
      // Whoever was decided for waits for what was gathered.
      effects.gathered();
    }
    round.begun();
  }

  private void handle(AccountKey key, AccountInput input, Work work) {
    if (key.isBusy()) {
      key.waiting().add(new AccountKey.Waiting(input, work));
    } else {
      run(key, input, work);
    }
  }

  /** Decides and starts the effects. Throws only before anything has changed. */
  private void run(AccountKey key, AccountInput next, Work work) {
    AccountInput input = next;
    if (next instanceof AccountInput.OfLoad load) {
      if (key.isOutdated(load.number())) {
        work.release();
        return;
      }
      input = loaded(key, load.result());
    }
    AccountState before = key.state();
    Step step = machine.step(before, input, key.env());
    List<Effect> effectList = step.effects();
    if (step.isLookup()) {
      if (effectList.getFirst() instanceof Effect.LookupContacts) {
        lookUpContacts(key, input, work);
      } else {
        lookUp(key, input, work);
      }
      return;
    }
    boolean first = false;
    if (input instanceof AccountInput.Arrived arrived) {
      key.handled(arrived.record().offset());
      first = true;
    } else if (input instanceof AccountInput.Loaded || input instanceof AccountInput.Kept) {
      key.failedLoads(0);
    }
    boolean durable = take(key, before, step.state());
    StateWrite write = durable ? write(key, work, first) : null;
    effects.perform(key, effectList, write, work, first);
    work.decided(key.writes());
    work.release();
  }

  /**
   * Queues the state. What no record has brought about is not in the log, so nothing is decided on
   * it before it is durable: a new owner, who repeats the log, comes to the same decisions.
   */
  private StateWrite write(AccountKey key, Work work, boolean logged) {
    StateWrite write = key.writes().add(applied(key), work);
    if (!logged) {
      key.writes().block();
    }
    return write;
  }

  /** The states of a key are durable that somebody waits for. */
  private void durable(String text) {
    later(() -> {
      AccountKey key = keys.get(text);
      if (key.writes().isDurable()) {
        key.writes().unblock();
        runWaiting(key);
      }
    });
  }

  /** Returns the state as it is written: with all that was decided up to now. */
  private AccountState applied(AccountKey key) {
    AccountState stamped = key.state().withApplied(new Applied(key.handled(), latestMs));
    key.state(stamped);
    key.unwritten(false);
    if (!stamped.isOnline()) {
      soft.linger(key);
    }
    keys.moved(key);
    return stamped;
  }

  /**
   * Takes the new state and tells whether the state topic must hear of it at once. Compares by
   * identity, because a decision that changes nothing returns what it was given, and most change
   * nothing.
   */
  @SuppressWarnings("ReferenceEquality")
  private boolean take(AccountKey key, AccountState before, AccountState after) {
    if (after == before) {
      return false;
    }
    key.state(after);
    if (after.sessions() != before.sessions()) {
      count(after.bound() - before.bound());
    }
    if (after.differsDurably(before)) {
      return true;
    }
    if (after.differsInCounts(before)) {
      soft.changed(key, () -> applied(key));
    }
    return false;
  }

  private AccountInput loaded(AccountKey key, AccountInput result) {
    if (!(result instanceof AccountInput.Loaded loaded)) {
      return result;
    }
    long handled = isRepeating() ? key.handled() : loaded.handled();
    return new AccountInput.Loaded(loaded.stream(), loaded.rows(), handled, ports.timer().nowMs());
  }

  /** Tells whether records may come that an owner before this one has handled. */
  private boolean isRepeating() {
    return ports.timer().nowMs() - ownedSinceMs < repeatingMs;
  }

  private void waits(AccountKey key, AccountInput input, Work work) {
    key.lookedUp(true);
    countLookUp(1);
    key.waiting().addFirst(new AccountKey.Waiting(input, work));
  }

  private void lookUpContacts(AccountKey key, AccountInput input, Work work) {
    waits(key, input, work);
    long nowMs = ContactRules.timeOf(input);
    String account = key.env().key();
    boolean rosters = settings.contacts().hasRosters(key.env().account().domain());
    ContactStore store = ports.contacts();
    (rosters ? store.load(account) : store.loadLists(account))
        .whenComplete((found, failure) ->
            later(() -> {
              if (found == null) {
                LOGGER
                    .atWarn()
                    .addKeyValue("error", failure)
                    .log("roster and privacy lists not read");
              }
              Contacts contacts = found == null ? Contacts.unread(nowMs) : found;
              answered(key, new AccountInput.ContactsFound(contacts));
            }));
  }

  private void lookUp(AccountKey key, AccountInput input, Work work) {
    waits(key, input, work);
    long nowMs = ContactRules.timeOf(input);
    CompletionStage<Integer> stored =
        ports.store().count(key.env().key()).exceptionally(failure -> -1);
    CompletionStage<Boolean> exists = ports.directory().exists(key.env().account());
    exists
        .thenCombine(stored, (found, count) -> new AccountInput.LookedUp(found, count, nowMs))
        .whenComplete((found, failure) -> later(() -> lookedUp(key, found, failure)));
  }

  private void lookedUp(
      AccountKey key, AccountInput.@Nullable LookedUp found, @Nullable Throwable failure) {
    if (found == null) {
      // Ports answer in every case; without an answer the account counts as existing.
      LOGGER.atError().setCause(failure).log("account look-up failed");
    }
    answered(key, found == null ? new AccountInput.LookedUp(true, -1, Long.MAX_VALUE / 2) : found);
  }

  private void answered(AccountKey key, AccountInput input) {
    key.lookedUp(false);
    countLookUp(-1);
    key.state(machine.step(key.state(), input, key.env()).state());
    runWaiting(key);
  }

  private void runWaiting(AccountKey key) {
    while (!key.isBusy() && !key.waiting().isEmpty()) {
      AccountKey.Waiting next = key.waiting().remove();
      runLate(key, next.input(), next.work());
    }
  }

  /** Takes a result; one that is there at once waits until the record was handled. */
  private void feed(AccountKey key, AccountInput input, Work work) {
    later(() -> handleLate(key, input, work));
  }

  private void later(Runnable task) {
    if (lock.isHeldByCurrentThread()) {
      deferred.add(task);
      return;
    }
    lock.lock();
    try {
      deferred.add(task);
      runDeferred();
    } finally {
      lock.unlock();
    }
  }

  private void runDeferred() {
    Runnable task = deferred.poll();
    while (task != null) {
      // An effect that has not begun must not begin once the partition is somebody else's.
      if (!closed) {
        task.run();
      }
      task = deferred.poll();
    }
  }

  private void handleLate(AccountKey key, AccountInput input, Work work) {
    boolean waits = key.isBusy();
    if (input instanceof AccountInput.Answered) {
      // What is being written waits for it.
      waits = key.isLookedUp();
    }
    if (waits) {
      key.waiting().add(new AccountKey.Waiting(input, work));
    } else {
      runLate(key, input, work);
    }
  }

  private void runLate(AccountKey key, AccountInput input, Work work) {
    try {
      run(key, input, work);
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).addKeyValue("partition", partition).log("record not handled");
      work.decided(key.writes());
      work.fail(e);
    }
  }

  private void countLookUp(int by) {
    lookUps += by;
    metrics.waitingChanged(by);
  }

  private void count(int by) {
    if (!closed) {
      online += by;
      metrics.onlineChanged(by);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      metrics.onlineChanged(-online);
      metrics.waitingChanged(-lookUps);
      online = 0;
      lookUps = 0;
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
