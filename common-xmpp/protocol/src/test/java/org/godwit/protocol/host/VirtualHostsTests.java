package org.godwit.protocol.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServiceKind;
import org.godwit.protocol.module.ModuleSwitches;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VirtualHostsTests {

  private static final byte[] NOTHING = {};

  private final VirtualHosts hosts = new VirtualHosts(List.of("localhost"));
  private final List<String> told = new ArrayList<>();

  @BeforeEach
  void listen() {
    hosts.onChange((host, served) -> told.add(host + "=" + served));
  }

  @Test
  void configuredHostsCountUntilTheTopicIsComplete() {
    // When
    publish("a.example", 1, HostPolicy.CONFIGURED);
    List<String> before = hosts.domains().hosts();
    hosts.onRecord(VirtualHosts.COMPLETE, NOTHING);

    // Then
    assertThat(before).containsExactly("localhost", "a.example");
    assertThat(hosts.domains().hosts()).containsExactly("a.example");
    assertThat(told).containsExactly("a.example=true", "localhost=false");
  }

  @Test
  void removedHostIsRemoteAndWithItItsServices() {
    // Given
    publish("localhost", 1, HostPolicy.CONFIGURED);
    publish("a.example", 2, HostPolicy.CONFIGURED);
    hosts.onRecord(VirtualHosts.COMPLETE, NOTHING);
    assertThat(hosts.domains().serviceOf("muc.a.example")).isEqualTo(ServiceKind.MUC);

    // When
    hosts.onRecord("a.example", null);

    // Then
    assertThat(hosts.domains().serviceOf("a.example")).isEqualTo(ServiceKind.REMOTE);
    assertThat(hosts.domains().serviceOf("muc.a.example")).isEqualTo(ServiceKind.REMOTE);
    assertThat(hosts.domains().hostOf("channel.a.example")).isNull();
    assertThat(told).endsWith("a.example=false");
  }

  @Test
  void firstByPositionIsTheDefaultHost() {
    // When
    publish("b.example", 2, HostPolicy.CONFIGURED);
    publish("a.example", 3, HostPolicy.CONFIGURED);
    publish("c.example", 1, HostPolicy.CONFIGURED);
    hosts.onRecord(VirtualHosts.COMPLETE, NOTHING);

    // Then
    assertThat(hosts.domains().hosts()).containsExactly("c.example", "b.example", "a.example");
  }

  @Test
  void hostHasTheServicesThatItsPolicyNames() {
    // When
    publish("a.example", 1, HostCodec.decodePolicy("component=muc\n"));

    // Then
    assertThat(hosts.domains().serviceOf("muc.a.example")).isEqualTo(ServiceKind.MUC);
    assertThat(hosts.domains().serviceOf("channel.a.example")).isEqualTo(ServiceKind.REMOTE);
  }

  @Test
  void recordThatCannotBeReadChangesNothing() {
    // Given
    publish("a.example", 1, HostPolicy.CONFIGURED);
    told.clear();

    // When
    boolean read =
        hosts.onRecord("a.example", "format=2\nposition=1".getBytes(StandardCharsets.UTF_8));

    // Then
    assertThat(read).isFalse();
    assertThat(hosts.domains().isHost("a.example")).isTrue();
    assertThat(told).isEmpty();
  }

  @Test
  void lastHostStaysWhatItIsWhenItsRecordGoes() {
    // Given
    publish("a.example", 1, HostPolicy.CONFIGURED);
    hosts.onRecord(VirtualHosts.COMPLETE, NOTHING);

    // When
    hosts.onRecord("a.example", null);

    // Then
    assertThat(hosts.domains().hosts()).containsExactly("a.example");
  }

  @Test
  void moduleSwitchesFollowThePolicy() {
    // Given
    ModuleSwitches switches =
        ModuleSwitches.parse(List.of("-pep"), java.util.Map.of()).under(hosts);

    // When
    publish("a.example", 1, HostCodec.decodePolicy("module=+pep\nmodule=-vcard-temp\n"));

    // Then
    assertThat(switches.isOn("a.example", "pep")).isTrue();
    assertThat(switches.isOn("a.example", "vcard-temp")).isFalse();
    assertThat(switches.isOn("localhost", "pep")).isFalse();
    assertThat(switches.isOn("localhost", "vcard-temp")).isTrue();
  }

  @Test
  void policySurvivesTheCodec() {
    // Given
    HostPolicy policy =
        new HostPolicy(
            true,
            RegistrationMode.INVITE,
            7,
            false,
            List.of("SCRAM-SHA-256", "PLAIN"),
            List.of("+pep", "-muc"),
            new DomainFilter(DomainFilter.Policy.LIST, Set.of("b.example", "a.example")),
            Jid.of("audit@a.example"),
            Jid.of("audit@a.example/x=y"),
            Set.of("muc"));
    VirtualHost host = new VirtualHost("a.example", "3.1", 3, policy);

    // When
    VirtualHost read = HostCodec.decode("a.example", HostCodec.encode(host));

    // Then
    assertThat(read).isEqualTo(host);
    assertThat(HostCodec.decodePolicy(HostCodec.encode(policy))).isEqualTo(policy);
  }

  @Test
  void filterThatIsNotKnownLetsNothingPass() {
    assertThat(HostCodec.decodePolicy("filter=custom\n").filter().policy())
        .isEqualTo(DomainFilter.Policy.BLOCK);
  }

  private void publish(String name, long position, HostPolicy policy) {
    VirtualHost host = new VirtualHost(name, position + ".0", position, policy);
    assertThat(hosts.onRecord(name, HostCodec.encode(host))).isTrue();
  }
}
