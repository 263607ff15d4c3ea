package org.godwit.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class BrokerPropertiesTests {

  private static final Path FOLDER = Path.of("folder");
  private static final List<BrokerNode> NODES =
      List.of(
          new BrokerNode(1, "127.0.0.1", 1001, 1002),
          new BrokerNode(2, "127.0.0.1", 2001, 2002),
          new BrokerNode(3, "127.0.0.1", 3001, 3002));

  @Test
  void threeNodesKeepThreeCopiesOfWhichTwoMustBeWritten() {
    // When
    Properties properties = BrokerProperties.of(NODES, NODES.get(1), FOLDER);

    // Then
    assertThat(properties)
        .containsEntry("node.id", "2")
        .containsEntry(
            "controller.quorum.voters", "1@127.0.0.1:1002,2@127.0.0.1:2002,3@127.0.0.1:3002")
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:2001,CONTROLLER://127.0.0.1:2002")
        .containsEntry("default.replication.factor", "3")
        .containsEntry("offsets.topic.replication.factor", "3")
        .containsEntry("min.insync.replicas", "2");
  }

  @Test
  void oneNodeKeepsOneCopy() {
    // When
    Properties properties = BrokerProperties.of(NODES.subList(0, 1), NODES.getFirst(), FOLDER);

    // Then
    assertThat(properties)
        .containsEntry("default.replication.factor", "1")
        .containsEntry("offsets.topic.replication.factor", "1")
        .containsEntry("min.insync.replicas", "1");
  }

  @Test
  void groupsOfAClusterNoticeADeadMemberAfterThreeSeconds() {
    // When
    Properties properties = BrokerProperties.of(NODES, NODES.getFirst(), FOLDER);

    // Then
    assertThat(properties)
        .containsEntry("group.consumer.session.timeout.ms", "3000")
        .containsEntry("group.consumer.min.session.timeout.ms", "3000")
        .containsEntry("group.consumer.heartbeat.interval.ms", "500")
        .containsEntry("group.consumer.min.heartbeat.interval.ms", "500");
  }

  @Test
  void aloneTheGroupsAreLessHasty() {
    // When
    Properties properties = BrokerProperties.single(NODES.getFirst(), FOLDER);

    // Then
    assertThat(properties)
        .containsEntry("group.consumer.session.timeout.ms", "5000")
        .containsEntry("group.consumer.heartbeat.interval.ms", "1000");
  }
}
