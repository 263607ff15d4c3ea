package org.godwit.session.account;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.godwit.bus.Topics;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a decision asks for. Called under the partition's lock. */
final class EffectRunner {

  private static final Logger LOGGER = LoggerFactory.getLogger(EffectRunner.class);

  private final AccountPorts ports;
  private final AccountSettings settings;
  private final AccountRemovals removals;
  private final SessionMetrics metrics;
  private final Loopback loopback;
  private final Timers timers;
  private final Discoveries discoveries;
  private final Probes probes;
  private final Map<String, String> gatewayTopics = new HashMap<>();
  private @Nullable Gathering gathering;

  EffectRunner(
      AccountPorts ports,
      AccountSettings settings,
      AccountRemovals removals,
      SessionMetrics metrics,
      Loopback loopback) {
    this.ports = ports;
    this.settings = settings;
    this.removals = removals;
    this.metrics = metrics;
    this.loopback = loopback;
    this.discoveries = new Discoveries(ports.capabilities(), loopback);
    this.probes = new Probes(ports.contacts().absences(), loopback);
    this.timers = new Timers(ports.timer(), settings, loopback);
  }

  /**
   * Starts {@code effects} in order.
   *
   * @param write the state that waits for what is made durable here; null for none
   * @param first whether nothing of this work was decided before
   */
  void perform(
      AccountKey key, List<Effect> effects, @Nullable StateWrite write, Work work, boolean first) {
    StateWrite held = work.takeHeld();
    Pending pending = pending(key, effects, write, work, first);
    try {
      Pending each = held == null ? pending : new Gated(held, pending);
      Gathering open = gathering;
      if (open == null || !open.takes(effects, each)) {
        for (int i = 0; i < effects.size(); i++) {
          perform(key, effects.get(i), each, work);
        }
      }
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("effect not carried out");
      release(work.takeHeld());
      work.retain();
      work.fail(e);
    }
    release(write);
    release(held);
  }

  private static void release(@Nullable StateWrite write) {
    if (write != null) {
      write.release();
    }
  }

  /** Returns who waits for the effects: the work, and the key's next state. */
  private static Pending pending(
      AccountKey key, List<Effect> effects, @Nullable StateWrite write, Work work, boolean first) {
    if (write != null) {
      return write;
    }
    if (!first || goesOn(effects)) {
      return new Gated(key.writes().next(), work);
    }
    if (!effects.isEmpty()) {
      work.enter(key.writes().next());
    }
    return work;
  }

  /** Tells whether another decision of the same work follows. */
  private static boolean goesOn(List<Effect> effects) {
    for (int i = 0; i < effects.size(); i++) {
      switch (effects.get(i)) {
        case Effect.AnswerIq _,
            Effect.LoadBacklog _,
            Effect.LoadKept _,
            Effect.AfterAll _,
            Effect.ReadAbsence _,
            Effect.TryAgain _,
            Effect.Discover _ -> {
          return true;
        }
        default -> {
          // Done when it is durable.
        }
      }
    }
    return false;
  }

  private void perform(AccountKey key, Effect effect, Pending pending, Work work) {
    switch (effect) {
      case Effect.ToGateway e -> {
        pending.retain();
        ports.bus().publish(topic(e.gateway()), e.key(), e.message(), pending);
      }
      case Effect.ToSelf e -> {
        pending.retain();
        ports.bus().publish(Topics.SESSION, key.env().key(), e.message(), pending);
      }
      case Effect.AfterAll e ->
          key.writes().add(topic(e.then().gateway()), e.then().key(), e.then().message(), work);
      case Effect.ToAddress e -> toAddress(e, pending);
      case Effect.AnswerIq e -> answer(key, e, work);
      case Effect.Discover e -> discoveries.start(key, e, work);
      case Effect.TryAgain e -> timers.again(key, e, work);
      case Effect.ReadAbsence e -> probes.start(key, e, work);
      case Effect.NoteGone e -> {
        pending.retain();
        ports
            .lastSeen()
            .gone(key.env().key(), e.atMs(), e.status())
            .whenComplete((nothing, failure) -> pending.onPublished(failure));
      }
      case Effect.LoadBacklog e -> load(key, e, work);
      case Effect.LoadKept e -> loadKept(key, e, work);
      case Effect.PersistOffline _,
          Effect.DeleteOffline _,
          Effect.DeleteMailbox _,
          Effect.MarkOffline _,
          Effect.UnmarkOffline _,
          Effect.DeleteKept _ ->
          store(key.env().key(), effect, pending);
      case Effect.PersistRoster _, Effect.PersistPrivacy _, Effect.DeleteContacts _ ->
          contacts(key.env().key(), effect, pending);
      case Effect.PersistArchive e -> archived(ports.archive().insert(e.row()), pending);
      case Effect.RetryLater _,
          Effect.RetryKeptLater _,
          Effect.HoldTimer _,
          Effect.ContactsTimer _,
          Effect.ReleaseTimer _,
          Effect.ResumptionTimer _ ->
          timers.start(key, effect);
      case Effect.Count e -> metrics.counted(e.what());
      case Effect.Lookup _, Effect.LookupContacts _ ->
          throw new IllegalStateException("a look-up stands alone");
    }
  }

  /** From now on deliveries of one stanza to many accounts are gathered. */
  void gather(Gathering begun) {
    gathering = begun;
  }

  /** Publishes what was gathered. */
  void gathered() {
    Gathering ended = gathering;
    gathering = null;
    if (ended != null) {
      ended.publish(ports.bus(), this::topic);
    }
  }

  /** Returns the topic of a gateway. */
  String topic(String gateway) {
    String topic = gatewayTopics.get(gateway);
    if (topic == null) {
      topic = Topics.gateway(gateway);
      gatewayTopics.put(gateway, topic);
    }
    return topic;
  }

  private void toAddress(Effect.ToAddress effect, Pending pending) {
    Jid to = effect.to();
    String topic =
        switch (ports.domains().serviceOf(to.domain())) {
          // The domain itself asked for nothing, so nobody waits for an answer.
          case SESSION -> to.local() == null ? null : Topics.SESSION;
          case MUC -> Topics.MUC;
          case CHANNEL -> Topics.CHANNEL;
          case REMOTE -> null;
        };
    if (topic != null) {
      pending.retain();
      ports.bus().publish(topic, to.bareText(), effect.message(), pending);
    }
  }

  private void answer(AccountKey key, Effect.AnswerIq effect, Work work) {
    StanzaInput asked = effect.asked();
    StanzaHead head = asked.head();
    Jid sender = head.from();
    if (sender == null) {
      throw new IllegalArgumentException("a request on the bus has no sender");
    }
    Jid target = head.to() == null ? key.env().account() : head.to();
    String domain = ports.domains().hostOf(target.domain());
    Context context =
        new Context(
            domain == null ? target.domain() : domain,
            sender,
            target,
            Instant.ofEpochMilli(asked.record().timestampMs()),
            effect.target() == TargetKind.ACCOUNT ? key.state().availableJids() : List.of());
    XmlElement request = StanzaTrees.parse(asked.stanza());
    work.retain();
    // A state that says that the request needs no repetition waits for the answer.
    work.hold(key.writes().next());
    ports
        .iqs()
        .dispatch(request, effect.target(), context)
        .whenComplete((reply, failure) -> {
          Reply given =
              failure == null
                  ? reply
                  : Reply.failure(StanzaError.of(StanzaErrorCondition.INTERNAL_SERVER_ERROR));
          boolean removed = removals.take(key.env().key());
          AccountInput.Ending ended = removals.takeEnded(key.env().key());
          loopback.feed(
              key, new AccountInput.Answered(asked, request, given, removed, ended), work);
          if (removed) {
            removals.answered(key.env().key());
          }
        });
  }

  private static void archived(CompletionStage<Void> done, Pending pending) {
    pending.retain();
    done.whenComplete((nothing, failure) -> pending.onPublished(failure));
  }

  private void store(String account, Effect effect, Pending pending) {
    OfflineStore store = ports.store();
    if (effect instanceof Effect.DeleteMailbox) {
      archived(ports.archive().deleteAll(account), pending);
    }
    CompletionStage<Void> done =
        switch (effect) {
          case Effect.PersistOffline e -> store.insert(e.row());
          case Effect.DeleteOffline e -> store.delete(account, e.id());
          case Effect.DeleteMailbox _ -> store.deleteAll(account);
          case Effect.MarkOffline e -> store.mark(account, e.id(), e.stream());
          case Effect.UnmarkOffline e -> store.unmark(account, e.id(), e.stream());
          case Effect.DeleteKept e -> store.deleteKept(account, e.stream(), e.offset(), e.index());
          default -> throw new IllegalStateException("not a change of the store: " + effect);
        };
    pending.retain();
    done.whenComplete((nothing, failure) -> {
      if (failure == null) {
        metrics.stored(effect);
      }
      pending.onPublished(failure);
    });
  }

  private void contacts(String account, Effect effect, Pending pending) {
    ContactStore store = ports.contacts();
    CompletionStage<?> done =
        switch (effect) {
          case Effect.PersistRoster e -> store.rosters().write(account, e.change());
          case Effect.PersistPrivacy e -> store.privacies().write(account, e.privacy());
          case Effect.DeleteContacts _ -> store.deleteAll(account);
          default -> throw new IllegalStateException("not about contacts: " + effect);
        };
    pending.retain();
    done.whenComplete((nothing, failure) -> pending.onPublished(failure));
  }

  private void load(AccountKey key, Effect.LoadBacklog effect, Work work) {
    work.retain();
    int number = key.nextLoad(effect.stream());
    ports
        .store()
        .load(key.env().key(), effect.after(), settings.backlogBatch())
        .whenComplete((rows, failure) -> {
          AccountInput input =
              failure == null
                  ? new AccountInput.Loaded(effect.stream(), rows)
                  : failed(failure, new AccountInput.LoadFailed(effect.stream()));
          loopback.feed(key, new AccountInput.OfLoad(number, input), work);
        });
  }

  private void loadKept(AccountKey key, Effect.LoadKept effect, Work work) {
    work.retain();
    ports
        .store()
        .loadKept(key.env().key(), effect.stream().stream(), settings.backlogBatch())
        .whenComplete((rows, failure) ->
            loopback.feed(
                key,
                failure == null
                    ? new AccountInput.Kept(effect.stream(), rows)
                    : failed(failure, new AccountInput.KeptFailed(effect.stream())),
                work));
  }

  private static AccountInput failed(Throwable failure, AccountInput input) {
    LOGGER.atWarn().addKeyValue("error", failure.toString()).log("offline messages not loaded");
    return input;
  }
}
