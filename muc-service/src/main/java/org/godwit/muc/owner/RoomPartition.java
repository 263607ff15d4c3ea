package org.godwit.muc.owner;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.muc.room.ArchiveId;
import org.godwit.muc.room.Change;
import org.godwit.muc.room.Decision;
import org.godwit.muc.room.Effect;
import org.godwit.muc.room.Env;
import org.godwit.muc.room.Inbound;
import org.godwit.muc.room.Occupant;
import org.godwit.muc.room.RoomLimits;
import org.godwit.muc.room.RoomRules;
import org.godwit.muc.room.RoomState;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one partition of topic {@code muc}: feeds its rooms' rules, and completes a record when all
 * that follows from it is durable. Occupants are in the state topic, all else is in the store.
 *
 * <p>One lock guards the rooms; the polling thread and the results of the store take it. While a
 * room is loaded, only its own stanzas wait.
 */
public final class RoomPartition implements PartitionOwner {

  private static final Logger LOGGER = LoggerFactory.getLogger(RoomPartition.class);

  private static final int EVICTION_STEPS = 4;

  private final int partition;
  private final OwnerPorts ports;
  private final OwnerSettings settings;
  private final RoomMetrics metrics;
  private final Outlet outlet;
  private final StoreReads reads;
  private final SentTable sent;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, RoomKey> rooms = new LinkedHashMap<>(16, 0.75f, true);
  private int occupants;
  private boolean closed;

  /** Owns {@code partition}. */
  public RoomPartition(
      int partition, OwnerPorts ports, OwnerSettings settings, RoomMetrics metrics) {
    this.partition = partition;
    this.ports = ports;
    this.settings = settings;
    this.metrics = metrics;
    this.outlet = new Outlet(ports.bus(), ports.domains(), settings.receiversMax());
    this.reads = new StoreReads(ports.store(), outlet);
    this.sent = new SentTable(settings.streamsMax());
  }

  @Override
  public void onState(String key, byte[] state) {
    lock.lock();
    try {
      if (SentTable.isSent(key)) {
        sent.restore(key, state);
        return;
      }
      if (!OccupantCodec.isOccupant(key)) {
        return;
      }
      room(Jid.ofEnforced(OccupantCodec.room(key))).restore(OccupantCodec.decode(state));
      count(1);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onRecord(InboundRecord record, Completion completion) {
    if (!(record.message() instanceof Incoming incoming)) {
      completion.done();
      return;
    }
    Jid from = incoming.head().from();
    Jid to = incoming.head().to();
    if (from == null || to == null) {
      completion.failed(new IllegalArgumentException("a stanza without sender or addressee"));
      return;
    }
    XmlElement stanza;
    try {
      stanza = XmlReader.parse(incoming.stanza());
    } catch (XmlException e) {
      completion.failed(e);
      return;
    }
    Origin origin = incoming.origin();
    Inbound in =
        new Inbound(
            origin == null ? null : origin.stream(), incoming.head().type(), from, to, stanza);
    lock.lock();
    try {
      if (isDuplicate(incoming, record)) {
        metrics.duplicate();
        completion.done();
      } else if (to.local() == null) {
        ofService(in, record, completion);
      } else {
        RoomKey key = room(to.bare());
        key.waiting().add(new RoomKey.Waiting(record, in, completion, null));
        run(key);
        evict();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isDuplicate(Incoming incoming, InboundRecord record) {
    Origin origin = incoming.origin();
    return origin != null
        && sent.isDuplicate(
            origin,
            incoming.head().has(StanzaTrait.FORWARD),
            record.offset(),
            record.timestampMs());
  }

  private RoomKey room(Jid jid) {
    RoomKey key = rooms.get(jid.toString());
    if (key == null) {
      key = new RoomKey(jid);
      rooms.put(jid.toString(), key);
      metrics.roomsChanged(1);
    }
    return key;
  }

  /** A few steps with each record; who cannot give way goes to the end of the row. */
  private void evict() {
    for (int i = 0; i < EVICTION_STEPS && rooms.size() > settings.cachedMax(); i++) {
      Map.Entry<String, RoomKey> eldest = rooms.firstEntry();
      rooms.remove(eldest.getKey());
      if (eldest.getValue().isIdle()) {
        metrics.roomsChanged(-1);
      } else {
        rooms.put(eldest.getKey(), eldest.getValue());
      }
    }
  }

  private void run(RoomKey key) {
    while (!key.waiting().isEmpty() && !closed) {
      if (!key.isLoaded()) {
        load(key);
        return;
      }
      RoomKey.Waiting first = key.waiting().element();
      ArchiveId named = first.missing() == null ? RoomRules.named(key.state(), first.in()) : null;
      if (named != null) {
        lookFor(key, named);
        return;
      }
      RoomKey.Waiting next = key.waiting().remove();
      key.underWay(1);
      Work work = new Work(next.completion(), () -> ended(key));
      try {
        decide(key, next, work);
      } catch (RuntimeException e) {
        LOGGER.atError().setCause(e).addKeyValue("partition", partition).log("room failed");
        work.retain();
        work.onPublished(e);
      }
      work.release();
    }
  }

  /** Asks the archive for the message that the first in the row names; the row waits. */
  private void lookFor(RoomKey key, ArchiveId named) {
    if (key.isLoading()) {
      return;
    }
    key.loading(true);
    reads
        .isThere(key.jid(), named, key.waiting().element().in().stanza())
        .whenComplete((there, failure) -> lookedFor(key, there, failure));
  }

  private void lookedFor(RoomKey key, @Nullable Boolean there, @Nullable Throwable failure) {
    lock.lock();
    try {
      key.loading(false);
      if (closed) {
        return;
      }
      if (there == null) {
        refuseWaiting(key, failure);
        return;
      }
      key.waiting().addFirst(key.waiting().remove().asked(!there));
      run(key);
    } finally {
      lock.unlock();
    }
  }

  private void ended(RoomKey key) {
    lock.lock();
    try {
      key.underWay(-1);
    } finally {
      lock.unlock();
    }
  }

  private void load(RoomKey key) {
    if (key.isLoading()) {
      return;
    }
    key.loading(true);
    ports
        .store()
        .load(key.jid(), settings.limits().historyMax())
        .whenComplete(
            (room, failure) -> loaded(key, failure == null ? room.orElse(null) : null, failure));
  }

  private void loaded(RoomKey key, @Nullable RoomState room, @Nullable Throwable failure) {
    lock.lock();
    try {
      key.loading(false);
      if (closed) {
        return;
      }
      if (failure != null) {
        refuseWaiting(key, failure);
        return;
      }
      key.loaded(room);
      if (room == null) {
        forgetRestored(key);
      }
      run(key);
    } finally {
      lock.unlock();
    }
  }

  /** A room that is gone has no occupants, whatever the state topic says. */
  private void forgetRestored(RoomKey key) {
    for (String nick : key.restoredNicks()) {
      count(-1);
      ports
          .bus()
          .publishState(
              Topics.MUC_STATE,
              partition,
              OccupantCodec.key(key.jid().toString(), nick),
              null,
              org.godwit.bus.PublishCallback.IGNORED);
    }
    key.forgetRestored();
  }

  /**
   * The store does not answer: nobody is left without an answer, and a later stanza tries again.
   */
  private void refuseWaiting(RoomKey key, @Nullable Throwable failure) {
    metrics.loadFailed();
    LOGGER
        .atWarn()
        .addKeyValue("partition", partition)
        .addKeyValue("error", String.valueOf(failure))
        .log("room not loaded");
    while (!key.waiting().isEmpty()) {
      RoomKey.Waiting next = key.waiting().remove();
      Work work = new Work(next.completion(), () -> {});
      refuse(
          next.in(),
          StanzaError.of(
              StanzaErrorCondition.INTERNAL_SERVER_ERROR, "The room's data is not available."),
          work);
      work.release();
    }
  }

  private void refuse(Inbound in, StanzaError error, Work work) {
    XmlElement answer = Iq.error(in.stanza(), error);
    if (answer != null && !in.type().equals(org.godwit.protocol.stanza.StanzaType.UNAVAILABLE)) {
      outlet.send(List.of(new Effect.Receiver(in.from(), in.stream())), answer, work);
    }
  }

  private void decide(RoomKey key, RoomKey.Waiting next, Work work) {
    metrics.decided();
    RoomLimits limits = settings.limits();
    if (limits.creation() && key.state() == null && rooms.size() > settings.roomsMax()) {
      limits = limits.withoutCreation();
    }
    Env env =
        new Env(
            new ArchiveId(next.record().offset(), next.record().timestampMs()),
            key.state() == null ? ports.secrets().get() : "",
            limits,
            Boolean.TRUE.equals(next.missing()));
    RoomState before = key.state();
    Decision decision = RoomRules.decide(before, next.in(), env);
    RoomState after = decision.roomOrNull();
    key.state(after);
    count(occupantsOf(after) - occupantsOf(before));
    String room = key.jid().toString();
    for (String nick : decision.touched()) {
      Occupant occupant = after == null ? null : after.occupants().get(nick);
      work.retain();
      ports
          .bus()
          .publishState(
              Topics.MUC_STATE,
              partition,
              OccupantCodec.key(room, nick),
              occupant == null ? null : OccupantCodec.encode(occupant),
              work);
    }
    perform(key, decision.effects(), work);
  }

  private static int occupantsOf(@Nullable RoomState room) {
    return room == null ? 0 : room.occupants().size();
  }

  private void perform(RoomKey key, List<Effect> effects, Work work) {
    List<Change> changes = new ArrayList<>();
    List<Effect.SendCommitted> answers = new ArrayList<>();
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.Send e -> {
          metrics.delivered(e.to().size());
          outlet.send(e.to(), e.stanza(), work);
        }
        case Effect.TellOfOthers e -> metrics.delivered(outlet.tellOfOthers(key.shown(), e, work));
        case Effect.SendAll e -> {
          Everybody all = key.everybody(e.occupants(), outlet);
          metrics.said();
          metrics.delivered(all.sessions());
          outlet.send(all, e.stanza(), work);
        }
        case Effect.SendCommitted e -> answers.add(e);
        case Effect.Persist e -> changes.add(e.change());
        case Effect.QueryArchive e -> reads.archive(key.jid(), e, work);
        case Effect.Query e -> reads.query(key.jid(), e, work);
      }
    }
    if (changes.isEmpty()) {
      answers.forEach(each -> outlet.send(List.of(each.to()), each.stanza(), work));
      return;
    }
    work.retain();
    ports
        .store()
        .apply(key.jid(), changes)
        .whenComplete((done, failure) -> {
          if (failure == null) {
            answers.forEach(each -> outlet.send(List.of(each.to()), each.stanza(), work));
          } else {
            reload(key);
          }
          work.onPublished(failure);
        });
  }

  /** What is in memory is not what was stored: the store is right. */
  private void reload(RoomKey key) {
    lock.lock();
    try {
      key.unload();
      run(key);
    } finally {
      lock.unlock();
    }
  }

  /** Answers what is for the service itself. */
  private void ofService(Inbound in, InboundRecord record, Completion completion) {
    Work work = new Work(completion, () -> {});
    boolean request = in.type().isRequest();
    if (!request) {
      if (in.type().kind() == org.godwit.protocol.stanza.StanzaKind.MESSAGE) {
        refuse(
            in,
            StanzaError.of(
                StanzaErrorCondition.SERVICE_UNAVAILABLE, "The service takes no messages."),
            work);
      }
      work.release();
      return;
    }
    String host = ports.domains().hostOf(in.to().domain());
    Context context =
        new Context(
            host == null ? in.to().domain() : host,
            in.from(),
            in.to(),
            Instant.ofEpochMilli(record.timestampMs()));
    TargetKind target = in.to().isDomain() ? TargetKind.SERVER : TargetKind.NODE;
    ports
        .service()
        .dispatch(in.stanza(), target, context)
        .whenComplete((reply, failure) -> {
          XmlElement answer =
              switch (reply) {
                case Reply.Result result -> Iq.result(in.stanza(), result.payload());
                case Reply.Failure refused -> Iq.error(in.stanza(), refused.error());
                // No module of this service answers with messages.
                case Reply.Page _ -> internalError(in.stanza());
                case null -> internalError(in.stanza());
              };
          if (answer != null) {
            outlet.send(List.of(new Effect.Receiver(in.from(), in.stream())), answer, work);
          }
          work.release();
        });
  }

  private static @Nullable XmlElement internalError(XmlElement request) {
    return Iq.error(request, StanzaError.of(StanzaErrorCondition.INTERNAL_SERVER_ERROR));
  }

  /** Occupants are written at once; here, what the streams have sent. */
  @Override
  public void flushState(PublishCallback durable) {
    Map<String, byte @Nullable []> entries;
    lock.lock();
    try {
      entries = sent.takeChanged();
    } finally {
      lock.unlock();
    }
    if (entries.isEmpty()) {
      durable.onPublished(null);
      return;
    }
    StateFlush flush = new StateFlush(entries.size(), () -> notWritten(entries), durable);
    entries.forEach(
        (key, state) -> ports.bus().publishState(Topics.MUC_STATE, partition, key, state, flush));
  }

  private void notWritten(Map<String, byte @Nullable []> entries) {
    lock.lock();
    try {
      sent.notWritten(entries);
    } finally {
      lock.unlock();
    }
  }

  private void count(int by) {
    if (!closed) {
      occupants += by;
      metrics.occupantsChanged(by);
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      metrics.occupantsChanged(-occupants);
      metrics.roomsChanged(-rooms.size());
      occupants = 0;
      closed = true;
    } finally {
      lock.unlock();
    }
  }
}
