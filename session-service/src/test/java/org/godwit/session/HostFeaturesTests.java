package org.godwit.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.bus.Subscription;
import org.godwit.bus.Topics;
import org.godwit.protocol.host.HostCodec;
import org.godwit.protocol.host.HostPolicy;
import org.godwit.protocol.host.VirtualHost;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xep0030_disco.DiscoModule;
import org.godwit.protocol.xep0030_disco.DiscoProfile;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.session.xep0115_caps.CapsModule;
import org.godwit.session.xep0237_rosterver.RosterModule;
import org.godwit.testkit.InMemoryBus;
import org.junit.jupiter.api.Test;

class HostFeaturesTests {

  private static final String VER = "urn:xmpp:features:rosterver";

  private final InMemoryBus bus = new InMemoryBus();
  private final VirtualHosts hosts = new VirtualHosts(List.of("a.example", "b.example"));
  private final List<XepModule> modules =
      List.of(new CapsModule("urn:x"), new RosterModule(), new PingModule());

  private HostFeatures features(String... onB) {
    ModuleSwitches switches = ModuleSwitches.parse(List.of(), Map.of("b.example", List.of(onB)));
    DiscoModule disco =
        new DiscoModule(
            modules,
            Map.of(TargetKind.SERVER, DiscoProfile.of("server", "im", "Godwit")),
            switches);
    return new HostFeatures(
        hosts,
        new HostFeatures.Modules(modules, disco, switches),
        bus,
        (delay, task) -> task.run());
  }

  // XEP-0115, section 6.3: of two hosts that answer differently the hashes differ.
  @Test
  void capabilitiesDifferWithTheSwitchesOfTheHost() {
    HostFeatures features = features("-urn:xmpp:ping");
    assertThat(ver(features, "a.example")).isNotEqualTo(ver(features, "b.example"));
    assertThat(ver(features(), "a.example")).isEqualTo(ver(features(), "b.example"));
  }

  // RFC 6121, section 2.6.1: nothing is offered that is off.
  @Test
  void moduleThatIsOffAddsNothing() {
    HostFeatures features = features("-jabber:iq:roster", "-caps");
    assertThat(features.of("a.example").child(VER, "ver")).isNotNull();
    assertThat(features.of("b.example").elements()).isEmpty();
  }

  @Test
  void followersHearOfEachHost() throws Exception {
    // Given
    Map<String, byte[]> heard = new HashMap<>();
    List<String> order = new ArrayList<>();

    // When
    features().publish();
    Subscription follower =
        bus.follow(
            Topics.HOST_FEATURES,
            (host, value) -> {
              order.add(host);
              heard.put(host, Objects.requireNonNull(value));
            });
    follower.start();
    bus.runUntilIdle();

    // Then
    assertThat(order).containsExactly("a.example", "b.example");
    assertThat(
            XmlReader.parse(Objects.requireNonNull(heard.get("a.example")))
                .child(CapsModule.NAMESPACE, "c"))
        .isNotNull();
  }

  @Test
  void followersHearOfHostsThatComeAndGo() {
    // Given
    Map<String, byte[]> heard = new HashMap<>();
    List<String> gone = new ArrayList<>();
    features().publish();
    Subscription follower =
        bus.follow(
            Topics.HOST_FEATURES,
            (host, value) -> {
              if (value == null) {
                gone.add(host);
              } else {
                heard.put(host, value);
              }
            });
    follower.start();

    // When
    hosts.onRecord(
        "c.example",
        HostCodec.encode(new VirtualHost("c.example", "r1", 3, HostPolicy.CONFIGURED)));
    hosts.onRecord("c.example", null);
    bus.runUntilIdle();

    // Then
    assertThat(heard).containsKey("c.example");
    assertThat(gone).containsExactly("c.example");
  }

  private static String ver(HostFeatures features, String host) {
    XmlElement caps = features.of(host).child(CapsModule.NAMESPACE, "c");
    return Objects.requireNonNull(Objects.requireNonNull(caps).attribute("ver"));
  }
}
