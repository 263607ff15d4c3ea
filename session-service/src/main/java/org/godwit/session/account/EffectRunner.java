package org.godwit.session.account;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.bus.Completion;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries out what a decision asks for. Called under the partition's lock. */
final class EffectRunner {

  private static final Logger LOGGER = LoggerFactory.getLogger(EffectRunner.class);
  private static final long RETRY_FIRST_MS = 500;
  private static final int RETRY_DOUBLINGS_MAX = 6;

  private final AccountPorts ports;
  private final AccountSettings settings;
  private final AccountRemovals removals;
  private final SessionMetrics metrics;
  private final Loopback loopback;
  private final Map<String, String> gatewayTopics = new HashMap<>();

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
  }

  /**
   * Starts {@code effects} in order.
   *
   * @param write the state that waits for what is published here; null for none
   */
  void perform(AccountKey key, List<Effect> effects, @Nullable StateWrite write, Work work) {
    try {
      for (int i = 0; i < effects.size(); i++) {
        perform(key, effects.get(i), write, work);
      }
    } catch (RuntimeException e) {
      LOGGER.atError().setCause(e).log("effect not carried out");
      work.retain();
      work.fail(e);
    }
    if (write != null) {
      write.release();
    }
  }

  private void perform(AccountKey key, Effect effect, @Nullable StateWrite write, Work work) {
    switch (effect) {
      case Effect.ToGateway e ->
          ports.bus().publish(topic(e.gateway()), e.stream(), e.message(), retained(write, work));
      case Effect.ToAddress e -> toAddress(e, write, work);
      case Effect.AnswerIq e -> answer(key, e, work);
      case Effect.PersistOffline e -> persist(e, work);
      case Effect.DeleteOffline e -> delete(key, e, work);
      case Effect.DeleteMailbox e -> {
        work.retain();
        ports
            .store()
            .deleteAll(key.env().key())
            .whenComplete((done, failure) -> work.onPublished(failure));
      }
      case Effect.LoadBacklog e -> load(key, e, work);
      case Effect.RetryLater e -> retryLater(key, e.stream());
      case Effect.CountRefused e -> metrics.offlineRefused();
      case Effect.Lookup e -> throw new IllegalStateException("a look-up stands alone");
    }
  }

  private static PublishCallback retained(@Nullable StateWrite write, Work work) {
    if (write == null) {
      work.retain();
      return work;
    }
    write.retain();
    return write;
  }

  private String topic(String gateway) {
    String topic = gatewayTopics.get(gateway);
    if (topic == null) {
      topic = Topics.gateway(gateway);
      gatewayTopics.put(gateway, topic);
    }
    return topic;
  }

  private void toAddress(Effect.ToAddress effect, @Nullable StateWrite write, Work work) {
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
      ports.bus().publish(topic, to.bareText(), effect.message(), retained(write, work));
    }
  }

  private void answer(AccountKey key, Effect.AnswerIq effect, Work work) {
    Jid sender = effect.head().from();
    if (sender == null) {
      throw new IllegalArgumentException("a request on the bus has no sender");
    }
    Jid target = effect.head().to() == null ? key.env().account() : effect.head().to();
    String domain = ports.domains().hostOf(target.domain());
    Context context =
        new Context(
            domain == null ? target.domain() : domain,
            sender,
            target,
            Instant.ofEpochMilli(effect.timeMs()));
    XmlElement request = StanzaTrees.parse(effect.stanza());
    work.retain();
    ports
        .iqs()
        .dispatch(request, effect.target(), context)
        .whenComplete((reply, failure) -> {
          Reply given =
              failure == null
                  ? reply
                  : Reply.failure(StanzaError.of(StanzaErrorCondition.INTERNAL_SERVER_ERROR));
          boolean removed = removals.take(key.env().key());
          AccountInput.Answered answered =
              new AccountInput.Answered(effect.origin(), effect.head(), request, given, removed);
          loopback.feed(key, answered, work);
        });
  }

  private void persist(Effect.PersistOffline effect, Work work) {
    work.retain();
    ports
        .store()
        .insert(effect.row())
        .whenComplete((done, failure) -> {
          if (failure == null) {
            metrics.offlineStored();
          }
          work.onPublished(failure);
        });
  }

  private void delete(AccountKey key, Effect.DeleteOffline effect, Work work) {
    work.retain();
    ports
        .store()
        .delete(key.env().key(), effect.id())
        .whenComplete((done, failure) -> {
          if (failure == null && effect.delivered()) {
            metrics.offlineDelivered();
          }
          work.onPublished(failure);
        });
  }

  private void load(AccountKey key, Effect.LoadBacklog effect, Work work) {
    work.retain();
    StreamRef stream = effect.stream();
    ports
        .store()
        .load(key.env().key(), effect.after(), settings.backlogBatch())
        .whenComplete((rows, failure) -> {
          if (failure == null) {
            loopback.feed(key, new AccountInput.Loaded(stream, rows), work);
          } else {
            LOGGER.atWarn().addKeyValue("error", failure.toString()).log("backlog not loaded");
            loopback.feed(key, new AccountInput.LoadFailed(stream), work);
          }
        });
  }

  /** Asks the machine to load again, each time after twice the time. */
  void retryLater(AccountKey key, StreamRef stream) {
    int failed = key.failedLoads();
    key.failedLoads(Math.min(failed + 1, RETRY_DOUBLINGS_MAX));
    ports
        .timer()
        .after(
            Duration.ofMillis(RETRY_FIRST_MS << failed),
            () -> loopback.feed(key, new AccountInput.RetryLoad(stream), new Work(Nobody.WAITS)));
  }

  /** The completion of what no record waits for. */
  private enum Nobody implements Completion {
    WAITS;

    @Override
    public void done() {
      // Nothing to commit.
    }

    @Override
    public void failed(Throwable cause) {
      LOGGER.atError().setCause(cause).log("repeated load failed");
    }
  }
}
