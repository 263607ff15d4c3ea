package org.godwit.auth.domain;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.host.HostCodec;
import org.godwit.protocol.host.VirtualHost;
import org.godwit.protocol.host.VirtualHosts;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings topic {@code vhosts} to what the database says, and back there where another instance has
 * published something older. Nothing is kept of what was published: the topic itself, as it is
 * followed, tells what is missing, so a process that dies at any moment leaves nothing undone.
 */
final class HostTopic {

  private static final Logger LOGGER = LoggerFactory.getLogger(HostTopic.class);
  private static final byte[] MARK = {};

  private final StanzaPublisher bus;
  private final VirtualHosts seen;

  /**
   * @param seen what the topic has, as it is followed
   */
  HostTopic(StanzaPublisher bus, VirtualHosts seen) {
    this.bus = bus;
    this.seen = seen;
  }

  /**
   * Publishes what the topic lacks of {@code hosts}, without waiting; returns whether that was
   * nothing.
   */
  boolean bringTo(List<VirtualHost> hosts) {
    Set<String> names = new HashSet<>();
    boolean isSame = true;
    for (VirtualHost host : hosts) {
      names.add(host.name());
      VirtualHost published = seen.published().get(host.name());
      if (published == null || !published.revision().equals(host.revision())) {
        isSame = false;
        publish(host.name(), HostCodec.encode(host));
      }
    }
    for (String name : seen.published().keySet()) {
      if (!names.contains(name)) {
        isSame = false;
        publish(name, null);
      }
    }
    if (isSame && !seen.isComplete()) {
      isSame = false;
      publish(VirtualHosts.COMPLETE, MARK);
    }
    return isSame;
  }

  private void publish(String key, byte @Nullable [] value) {
    bus.publishState(
        Topics.VHOSTS,
        0,
        key,
        value,
        failure -> {
          if (failure != null) {
            LOGGER
                .atWarn()
                .addKeyValue("topic", Topics.VHOSTS)
                .addKeyValue("host", key)
                .addKeyValue("error", failure.toString())
                .log("a virtual host could not be published and will be again");
          }
        });
  }
}
