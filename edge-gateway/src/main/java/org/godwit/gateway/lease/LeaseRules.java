package org.godwit.gateway.lease;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.godwit.gateway.lease.GatewayLease.State;
import org.jspecify.annotations.Nullable;

/**
 * Which gateways live and who adopts which. Pure: time comes with each question.
 *
 * <p>A lease is dead when it stood still for the expiry while the reader's own lease, in the same
 * topic, moved so often as it should in that time. So a reader that was stopped itself, or a bus
 * that was out of everybody's reach, makes nobody look dead. After such an outage a lease that has
 * not moved since gets the outage grace: gateways find back to a broker one after the other.
 */
final class LeaseRules {

  private final String self;
  private final long expiryNanos;
  private final long graceNanos;
  private final long movesMin;

  /**
   * From where the reader looks at leases.
   *
   * @param nanos when its own lease moved last: while the bus is away, no time passes
   * @param ownMoves how often its own lease has moved
   * @param steadyNanos when its own lease moved again after the last time that it stood still
   */
  record View(long nanos, long ownMoves, long steadyNanos) {}

  /**
   * @param self id of the gateway that asks
   * @param expiryNanos how long a lease must stand still
   * @param graceNanos how long one must stand still after an outage that it has not moved since
   * @param renewNanos how often one is renewed
   */
  LeaseRules(String self, long expiryNanos, long graceNanos, long renewNanos) {
    this.self = self;
    this.expiryNanos = expiryNanos;
    this.graceNanos = graceNanos;
    this.movesMin = (expiryNanos + renewNanos - 1) / renewNanos;
  }

  /**
   * Tells whether a record counts that follows this one. Of two that follow the same one, the first
   * counts; an epoch that is given up is not taken up again; a new epoch always counts.
   */
  static boolean counts(@Nullable GatewayLease current, GatewayLease next) {
    if (current == null || next.epoch() > current.epoch()) {
      return true;
    }
    if (next.epoch() < current.epoch() || next.counter() <= current.counter()) {
      return false;
    }
    return switch (next.state()) {
      case HELD, LEFT -> current.state() == State.HELD;
      case ADOPTED -> current.state() != State.GONE;
      case GONE -> current.state() == State.ADOPTED && current.adopter().equals(next.adopter());
    };
  }

  /** Tells whether this lease was held and is dead. */
  boolean isDead(SeenLease seen, View view) {
    boolean sinceOutage = seen.movedNanos() - view.steadyNanos() >= 0;
    return seen.lease().state() == State.HELD
        && view.nanos() - seen.movedNanos() >= expiryNanos
        && view.ownMoves() - seen.ownMoves() >= movesMin
        && (sinceOutage || view.nanos() - view.steadyNanos() >= graceNanos);
  }

  /**
   * Returns the gateways that this one must adopt now: none where another living one has a lower
   * id, or where its own lease is not held.
   *
   * @param leases all leases that were seen, by id
   */
  List<String> toAdopt(Map<String, SeenLease> leases, View view) {
    List<String> orphans = new ArrayList<>();
    if (!isLiving(leases, self, view)) {
      return orphans;
    }
    for (Map.Entry<String, SeenLease> entry : leases.entrySet()) {
      String id = entry.getKey();
      if (id.equals(self)) {
        continue;
      }
      if (isLiving(leases, id, view)) {
        if (id.compareTo(self) < 0) {
          return List.of();
        }
      } else if (isOrphan(entry.getValue().lease(), leases, view)) {
        orphans.add(id);
      }
    }
    return orphans;
  }

  /** Tells whether this gateway adopts a gateway of this epoch, as far as the topic says. */
  boolean isAdopter(@Nullable SeenLease seen, long epoch) {
    return seen != null
        && seen.lease().epoch() == epoch
        && seen.lease().state() == State.ADOPTED
        && seen.lease().adopter().equals(self);
  }

  /** Returns the gateways that live, with the numbers of their streams. */
  Map<String, Integer> living(Map<String, SeenLease> leases, View view) {
    Map<String, Integer> living = new HashMap<>();
    leases.forEach((id, seen) -> {
      if (isLiving(leases, id, view)) {
        living.put(id, seen.lease().streams());
      }
    });
    return living;
  }

  private boolean isOrphan(GatewayLease lease, Map<String, SeenLease> leases, View view) {
    return switch (lease.state()) {
      case HELD, LEFT -> true;
      // One that this gateway adopted in an earlier life has to be adopted anew.
      case ADOPTED -> lease.adopter().equals(self) || !isLiving(leases, lease.adopter(), view);
      case GONE -> false;
    };
  }

  private boolean isLiving(Map<String, SeenLease> leases, String id, View view) {
    SeenLease seen = leases.get(id);
    return seen != null
        && seen.lease().state() == State.HELD
        && (id.equals(self) || !isDead(seen, view));
  }
}
