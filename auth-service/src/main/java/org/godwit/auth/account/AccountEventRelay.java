package org.godwit.auth.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.godwit.auth.account.JdbcAccountEvents.Noted;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Tells other services what was noted of accounts, at least once, from any instance: requests of
 * the server itself to the account's owner and to the rooms' service.
 *
 * <p>An account that was disabled or removed may still log in at an instance that remembers it, for
 * as long as {@code xmpp.auth.accounts.cache-expiry}; so its streams are ended once more after
 * that.
 */
final class AccountEventRelay {

  private static final Logger LOGGER = LoggerFactory.getLogger(AccountEventRelay.class);
  private static final String NAMESPACE = "urn:godwit:admin";
  private static final String ROSTER = "urn:godwit:roster";
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration MARGIN = Duration.ofSeconds(2);
  private static final int BATCH = 500;

  private final JdbcAccountEvents events;
  private final AccountStore accounts;
  private final StanzaPublisher bus;
  private final InstantSource time;
  private final Duration again;
  private final Duration rest;

  AccountEventRelay(
      JdbcAccountEvents events,
      AccountStore accounts,
      StanzaPublisher bus,
      InstantSource time,
      AccountProperties settings) {
    this.events = events;
    this.accounts = accounts;
    this.bus = bus;
    this.time = time;
    this.again = settings.cacheExpiry().plus(MARGIN);
    this.rest = settings.eventCheck();
  }

  /**
   * Publishes what is due, and returns when to look again: soon where something is left, or the
   * database or the bus is away. Blocks.
   */
  Duration runGuarded() {
    try {
      run();
      return events.isEmpty() ? rest : TICK;
    } catch (DataAccessException | CompletionException e) {
      LOGGER
          .atWarn()
          .addKeyValue("error", e.getClass().getName())
          .log("events of accounts could not be told and will be again");
      return TICK;
    }
  }

  /** Publishes what is due; returns when it is durable and noted as such. Blocks. */
  synchronized void run() {
    Map<Noted, CompletableFuture<Void>> underWay = new LinkedHashMap<>();
    for (Noted event : events.due(time.millis() - again.toMillis(), BATCH)) {
      underWay.put(event, publish(event));
    }
    CompletionException failed = null;
    for (Map.Entry<Noted, CompletableFuture<Void>> each : underWay.entrySet()) {
      try {
        each.getValue().join();
        events.published(each.getKey());
      } catch (CompletionException e) {
        failed = e;
      }
    }
    if (failed != null) {
      throw failed;
    }
  }

  private CompletableFuture<Void> publish(Noted event) {
    Jid account = event.account();
    if (event.published() == 0) {
      return switch (event.kind()) {
        case DISABLED -> toOwner(account, event.id(), "end-session");
        case SESSIONS_ENDED -> sessionsEnded(account, event);
        case REMOVED ->
            CompletableFuture.allOf(
                toOwner(account, event.id(), "account-removed"), toRooms(account, event.id()));
        case CONTACT -> toRoster(account, event);
      };
    }
    Account now = accounts.find(account);
    // Enabled again, or made anew: nobody is to be sent away.
    return now != null && now.enabled()
        ? CompletableFuture.completedFuture(null)
        : toOwner(account, event.id(), "end-session");
  }

  private CompletableFuture<Void> sessionsEnded(Jid account, Noted event) {
    Jid session = event.contact();
    return send(
        Topics.SESSION,
        Jid.of(account.domain()),
        account,
        "account-" + event.id(),
        XmlElement.of(NAMESPACE, "end-session")
            .attribute("resource", session == null ? null : session.resource())
            .build());
  }

  /** As session-service's own REST for rosters does. */
  private CompletableFuture<Void> toRoster(Jid account, Noted event) {
    return send(
        Topics.SESSION,
        Jid.of(account.domain()),
        account,
        "account-" + event.id(),
        XmlElement.of(ROSTER, "contact")
            .attribute("jid", String.valueOf(event.contact()))
            .attribute("subscription", "both")
            .build());
  }

  private CompletableFuture<Void> toOwner(Jid account, long id, String element) {
    return send(
        Topics.SESSION,
        Jid.of(account.domain()),
        account,
        "account-" + id,
        XmlElement.of(NAMESPACE, element).build());
  }

  /** One instance of the rooms' service finds the rooms that know the account. */
  private CompletableFuture<Void> toRooms(Jid account, long id) {
    Jid service = Jid.of(ServedDomains.MUC_PREFIX + account.domain());
    return send(
        Topics.MUC,
        Jid.of(account.domain()),
        service,
        "account-" + id,
        XmlElement.of(NAMESPACE, "account-removed")
            .attribute("account", account.bareText())
            .build());
  }

  private CompletableFuture<Void> send(
      String topic, Jid sender, Jid to, String id, XmlElement payload) {
    XmlElement iq =
        XmlElement.of("jabber:client", "iq")
            .attribute("from", sender.toString())
            .attribute("to", to.toString())
            .attribute("id", id)
            .attribute("type", "set")
            .child(payload)
            .build();
    CompletableFuture<Void> durable = new CompletableFuture<>();
    bus.publish(
        topic,
        to.bareText(),
        new Incoming(null, new StanzaHead(StanzaType.SET, id, sender, to, 0), StanzaBytes.of(iq)),
        failure -> {
          if (failure == null) {
            durable.complete(null);
          } else {
            durable.completeExceptionally(failure);
          }
        });
    return durable;
  }
}
