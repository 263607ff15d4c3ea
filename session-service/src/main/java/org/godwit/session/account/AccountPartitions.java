package org.godwit.session.account;

import org.godwit.bus.PartitionOwner;

/** Makes the owners of the partitions of topic {@code session}. Any thread. */
public final class AccountPartitions {

  private final AccountPorts ports;
  private final AccountSettings settings;
  private final AccountRemovals removals;
  private final SessionMetrics metrics;
  private final AccountMachine machine;

  /** Creates a factory. */
  public AccountPartitions(
      AccountPorts ports,
      AccountSettings settings,
      AccountRemovals removals,
      SessionMetrics metrics) {
    this.ports = ports;
    this.settings = settings;
    this.removals = removals;
    this.metrics = metrics;
    this.machine = new AccountMachine(ports.domains(), settings);
  }

  /** Returns a new owner of {@code partition}, which knows nothing yet. */
  public PartitionOwner own(int partition) {
    return new AccountPartition(partition, machine, ports, settings, removals, metrics);
  }
}
