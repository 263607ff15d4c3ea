package org.godwit.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.standalone.SettingsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPortsTests {

  private static final Pattern PORT = Pattern.compile("(?:port|:)=?([0-9]{4,5})\\b");
  private static final ClusterSize FULL = ClusterSize.full(3);

  @TempDir private Path parent;

  @Test
  void addressesAreAllDifferentAndThoseOfEveryProcess() {
    // When
    List<InetSocketAddress> addresses = new ClusterPorts(0).addresses(FULL);

    // Then
    assertThat(addresses)
        .doesNotHaveDuplicates()
        .contains(address("127.0.0.1", 5222), address("127.0.0.2", 5222))
        .contains(address("127.0.0.2", 5290), address("127.0.0.1", 19107))
        .contains(address("127.0.0.1", 9131), address("127.0.0.1", 13306));
    assertThat(addresses).hasSize(3 * 2 + 1 + 8 + 2 * 4);
  }

  @Test
  void portsOfEverySettingsFileAreAmongThem() {
    // Given
    assumeTrue(MariaDbFolder.isInstalled(), "MariaDB's server is not installed");
    ClusterSettings settings = TestSettings.of(parent, Map.of("BROKERS", "3"));
    List<Integer> named = new ArrayList<>();
    for (ProcessSpec process : new ClusterPlan(settings, Path.of("java")).processes()) {
      process.settings().entrySet().stream()
          .filter(entry -> entry.getKey().matches(".*port|listeners"))
          .forEach(entry -> {
            Matcher port = PORT.matcher(':' + entry.getValue());
            while (port.find()) {
              named.add(Integer.parseInt(port.group(1)));
            }
          });
    }

    // Then
    assertThat(named).hasSizeGreaterThan(12);
    assertThat(settings.ports().addresses(settings.size()))
        .extracting(InetSocketAddress::getPort)
        .containsAll(named);
  }

  @Test
  void foreignListenerOnOnePortRefusesTheStartInOneSentenceAndLeavesNoFolder() throws Exception {
    // Given
    try (ServerSocket foreign = new ServerSocket()) {
      foreign.bind(address("127.0.0.1", 0));
      ClusterSettings other = TestSettings.of(parent, Map.of());
      ClusterPorts ports = new ClusterPorts(foreign.getLocalPort() - new ClusterPorts(0).broker(1));
      ClusterSettings settings =
          new ClusterSettings(
              other.folder(), other.jars(), FULL, ports, other.jvm(), other.server());

      // Then
      assertThatThrownBy(() -> Cluster.of(settings).start())
          .isInstanceOf(SettingsException.class)
          .hasMessageStartingWith("Nothing can listen on port " + foreign.getLocalPort())
          .hasMessageEndingWith(
              ": stop what uses it, or set GODWIT_PORT_OFFSET to a number that is added to every"
                  + " port.");
      assertThat(Files.exists(settings.folder().run())).isFalse();
    }
  }

  private static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(host), port);
  }
}
