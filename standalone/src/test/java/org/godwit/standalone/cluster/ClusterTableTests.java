package org.godwit.standalone.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.godwit.standalone.cluster.ProcessSpec.Health;
import org.godwit.standalone.cluster.ProcessSpec.Tier;
import org.junit.jupiter.api.Test;

class ClusterTableTests {

  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    // Given
    Path folder = Path.of("/cluster");
    ClusterTable.Row row = new ClusterTable.Row(process(folder), "not ready");

    // When
    String text = ClusterTable.text(List.of(row), folder);

    // Then
    assertThat(text)
        .isEqualTo(
            """
            NAME       PID  HEALTH     LISTENS         LOG
            gateway-1  7    not ready  127.0.0.1:9141  logs/gateway-1.log
            """);
  }

  private static RunningProcess process(Path folder) {
    return new RunningProcess(
        "gateway-1",
        Tier.GATEWAY,
        7,
        1,
        new Health(
            Probe.READINESS,
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 9141),
            "127.0.0.1:9141"),
        folder.resolve("logs").resolve("gateway-1.log"));
  }
}
