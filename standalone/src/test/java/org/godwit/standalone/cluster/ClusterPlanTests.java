package org.godwit.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.standalone.Service;
import org.godwit.standalone.cluster.ProcessSpec.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterPlanTests {

  private static final Path JAVA = Path.of("java");

  @TempDir private Path parent;

  @Test
  void fullClusterHasEveryPartAsAProcessOfItsOwn() {
    // Given
    assumeDatabase();

    // When
    List<ProcessSpec> processes = plan(Map.of("BROKERS", "3")).processes();

    // Then
    assertThat(processes)
        .extracting(ProcessSpec::name)
        .containsExactlyInAnyOrder(
            "kafka-1",
            "kafka-2",
            "kafka-3",
            "mariadb",
            "auth-1",
            "auth-2",
            "session-1",
            "session-2",
            "muc-1",
            "channel-1",
            "gateway-1",
            "gateway-2");
    assertThat(processes).extracting(spec -> spec.health().address()).doesNotHaveDuplicates();
  }

  @Test
  void nobodyWaitsForAProcessThatIsStartedLater() {
    // Given
    assumeDatabase();
    Set<String> earlier = new HashSet<>();

    // Then
    for (ProcessSpec process : plan(Map.of()).processes()) {
      assertThat(earlier).as(process.name()).containsAll(process.after());
      earlier.add(process.name());
    }
  }

  @Test
  void gatewaysShareCertificateAndPortAndDifferInNameAddressAndAuthService() {
    // Given
    ClusterPlan plan = plan(Map.of());

    // When
    Map<String, String> one = plan.service(Service.GATEWAY, 1).settings();
    Map<String, String> two = plan.service(Service.GATEWAY, 2).settings();

    // Then
    assertThat(one)
        .containsEntry("xmpp.gateway.id", "gateway-1")
        .containsEntry("xmpp.gateway.c2s.bind-address", "127.0.0.1")
        .containsEntry("xmpp.gateway.c2s.port", "5222")
        .containsEntry("xmpp.auth-client.url", "http://127.0.0.1:9101");
    assertThat(two)
        .containsEntry("xmpp.gateway.id", "gateway-2")
        .containsEntry("xmpp.gateway.c2s.bind-address", "127.0.0.2")
        .containsEntry("xmpp.gateway.c2s.port", "5222")
        .containsEntry("xmpp.auth-client.url", "http://127.0.0.1:9102")
        .containsEntry(
            "xmpp.gateway.tls.self-signed-folder", one.get("xmpp.gateway.tls.self-signed-folder"));
    assertThat(plan.service(Service.GATEWAY, 2).after()).contains("gateway-1");
  }

  @Test
  void instancesOfAuthServiceGoOnWithEachOthersExchanges() {
    // Given
    ClusterPlan plan = plan(Map.of());
    String key = "xmpp.auth.sasl.seal-key-file";

    // Then
    assertThat(plan.service(Service.AUTH, 1).settings())
        .containsEntry(key, parent.resolve("cluster").resolve("seal-key").toString());
    assertThat(plan.service(Service.AUTH, 2).settings().get(key))
        .isEqualTo(plan.service(Service.AUTH, 1).settings().get(key));
  }

  @Test
  void threeBrokersMeanThreeCopiesOfEveryTopic() {
    // Given
    ClusterPlan three = plan(Map.of("BROKERS", "3"));
    ClusterPlan one = plan(Map.of());

    // Then
    assertThat(three.service(Service.SESSION, 1).settings())
        .containsEntry("xmpp.bus.replication-factor", "3")
        .containsEntry(
            "spring.kafka.bootstrap-servers", "127.0.0.1:19102,127.0.0.1:19104,127.0.0.1:19106");
    assertThat(one.service(Service.SESSION, 1).settings())
        .containsEntry("xmpp.bus.replication-factor", "1")
        .containsEntry("spring.kafka.bootstrap-servers", "127.0.0.1:19102");
  }

  @Test
  void optionsOfTheUserWinForTheServiceTheyName() {
    // Given
    ClusterPlan plan =
        plan(Map.of("GODWIT_OPTS", "--xmpp.bus.partitions=7 --muc-service.xmpp.muc.threads=2"));

    // Then
    assertThat(plan.service(Service.MUC, 1).settings())
        .containsEntry("xmpp.bus.partitions", "7")
        .containsEntry("xmpp.muc.threads", "2");
    assertThat(plan.service(Service.CHANNEL, 1).settings())
        .containsEntry("xmpp.bus.partitions", "7")
        .doesNotContainKey("xmpp.muc.threads");
  }

  @Test
  void gatewaysStopBeforeTheServicesAndTheDatabaseStopsLast() {
    // Given
    assumeDatabase();

    // When
    List<Tier> tiers =
        plan(Map.of()).processes().stream().map(ProcessSpec::tier).distinct().sorted().toList();

    // Then
    assertThat(tiers).containsExactly(Tier.GATEWAY, Tier.SERVICE, Tier.BROKER, Tier.DATABASE);
  }

  private ClusterPlan plan(Map<String, String> switches) {
    return new ClusterPlan(TestSettings.of(parent, switches), JAVA);
  }

  private static void assumeDatabase() {
    assumeTrue(MariaDbFolder.isInstalled(), "MariaDB's server is not installed");
  }
}
