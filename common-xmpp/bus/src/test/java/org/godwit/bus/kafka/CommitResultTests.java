package org.godwit.bus.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CommitResultTests {

  private static final TopicPartition ONE = new TopicPartition("session", 1);
  private static final TopicPartition TWO = new TopicPartition("session", 2);

  private final List<TopicPartition> dueAgain = new ArrayList<>();
  private final CommitResult result = new CommitResult("session", Set.of(ONE, TWO), dueAgain::add);

  @Test
  void failedCommitIsDueAgainAlsoWhereTheConsumerDoesNotSayOfWhat() {
    // When
    result.onComplete(null, new RetriableCommitFailedException("the coordinator has moved"));

    // Then
    assertThat(dueAgain).containsExactlyInAnyOrder(ONE, TWO);
  }

  @Test
  void commitThatSucceedsIsNotDueAgain() {
    // When
    result.onComplete(Map.of(ONE, new OffsetAndMetadata(7)), null);

    // Then
    assertThat(dueAgain).isEmpty();
  }
}
