package org.godwit.session;

import java.time.Duration;
import java.time.Instant;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xep0030_disco.DiscoModule;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.account.Timer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells gateways, in topic {@code host-features}, what the modules of this service add to the
 * features of streams of each virtual host (RFC 6120, section 4.3.2). Any thread.
 */
final class HostFeatures {

  private static final Logger LOGGER = LoggerFactory.getLogger(HostFeatures.class);

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final VirtualHosts hosts;
  private final Iterable<XepModule> modules;
  private final DiscoModule disco;
  private final ModuleSwitches switches;
  private final StanzaPublisher bus;
  private final Timer timer;

  HostFeatures(VirtualHosts hosts, Modules modules, StanzaPublisher bus, Timer timer) {
    this.hosts = hosts;
    this.modules = modules.all();
    this.disco = modules.disco();
    this.switches = modules.switches();
    this.bus = bus;
    this.timer = timer;
  }

  /** All modules, the one that speaks for them, and which of them are off. */
  record Modules(Iterable<XepModule> all, DiscoModule disco, ModuleSwitches switches) {}

  /**
   * Publishes the features of all hosts, and of each that changes from now on; what is not taken is
   * published again later.
   */
  void publish() {
    hosts.onChange((host, _) -> publish(host));
    hosts.domains().hosts().forEach(this::publish);
  }

  private void publish(String host) {
    byte[] features = hosts.domains().hosts().contains(host) ? XmlWriter.toBytes(of(host)) : null;
    bus.publishState(
        Topics.HOST_FEATURES,
        0,
        host,
        features,
        failure -> {
          if (failure != null) {
            LOGGER
                .atWarn()
                .addKeyValue("topic", Topics.HOST_FEATURES)
                .addKeyValue("error", failure.toString())
                .log("features of a host not published, and tried again");
            timer.after(RETRY, () -> publish(host));
          }
        });
  }

  /** Returns {@code <stream:features/>} with what the modules add on {@code host}. */
  XmlElement of(String host) {
    Jid domain = Jid.of(host);
    XmlElement info =
        disco.info(TargetKind.SERVER, new Context(host, domain, domain, Instant.EPOCH));
    XmlElement.Builder all = XmlElement.of("http://etherx.jabber.org/streams", "features");
    for (XepModule module : modules) {
      if (switches.isOn(host, module.id())) {
        module.streamFeatures(info).forEach(all::child);
      }
    }
    return all.build();
  }
}
