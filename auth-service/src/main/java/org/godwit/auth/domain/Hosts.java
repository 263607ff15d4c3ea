package org.godwit.auth.domain;

import org.godwit.protocol.host.HostPolicy;
import org.godwit.protocol.host.VirtualHost;
import org.jspecify.annotations.Nullable;

/**
 * Adds, changes and removes virtual hosts. Any thread; calls block for the database.
 *
 * <p>A change holds in this instance at once; other instances and services have it when topic
 * {@code vhosts} has brought it to them. The rows of a removed host's accounts stay, for when it
 * comes back.
 */
public final class Hosts {

  private final HostTable table;
  private final Runnable sync;

  /**
   * @param sync brings this instance, and soon all others, to what the table says
   */
  Hosts(HostTable table, Runnable sync) {
    this.table = table;
    this.sync = sync;
  }

  /** Returns a host as the database has it, or null where there is none. */
  public @Nullable VirtualHost find(String domain) {
    return table.all().stream().filter(host -> host.name().equals(domain)).findFirst().orElse(null);
  }

  /** Adds a host: DONE, EXISTS, OVERLAPS or TOO_MANY. {@code domain} is a prepared domainpart. */
  public HostOutcome add(String domain, HostPolicy policy) {
    return synced(table.add(domain, policy));
  }

  /**
   * Changes what a host may do: DONE, MISSING or STALE.
   *
   * @param revision which state of it is to be changed; null for any
   */
  public HostOutcome change(String domain, HostPolicy policy, @Nullable String revision) {
    return synced(table.change(domain, policy, revision));
  }

  /** Removes a host: DONE, MISSING, STALE or LAST. */
  public HostOutcome remove(String domain, @Nullable String revision) {
    return synced(table.remove(domain, revision));
  }

  private HostOutcome synced(HostOutcome outcome) {
    if (outcome == HostOutcome.DONE) {
      sync.run();
    }
    return outcome;
  }
}
