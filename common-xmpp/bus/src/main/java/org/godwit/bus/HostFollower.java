package org.godwit.bus;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.godwit.protocol.host.VirtualHosts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a service's view of the virtual hosts: what topic {@code vhosts} says. */
public final class HostFollower {

  private static final Logger LOGGER = LoggerFactory.getLogger(HostFollower.class);
  private static final long LOOK_NANOS = 10_000_000;

  private HostFollower() {}

  /**
   * Follows the hosts for ever and returns when what stood on the topic has been read. Blocks.
   *
   * @param configured the hosts that count until the topic is known to hold all
   * @param timeout how long that may take
   * @throws IllegalStateException where it takes longer
   */
  public static VirtualHosts follow(StanzaBus bus, List<String> configured, Duration timeout) {
    VirtualHosts hosts = new VirtualHosts(configured);
    // The bus closes it.
    Subscription subscription = bus.follow(Topics.VHOSTS, listener(hosts));
    subscription.start();
    long deadline = System.nanoTime() + timeout.toNanos();
    while (!subscription.isReady()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(
            "topic '"
                + Topics.VHOSTS
                + "' could not be read within xmpp.bus.start-timeout="
                + timeout);
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
    return hosts;
  }

  /** Returns what brings records to {@code hosts}. */
  public static StateListener listener(VirtualHosts hosts) {
    return (key, value) -> {
      if (!hosts.onRecord(key, value)) {
        LOGGER
            .atError()
            .addKeyValue("topic", Topics.VHOSTS)
            .addKeyValue("host", key)
            .log("a virtual host cannot be read and stays as it was");
      }
    };
  }
}
