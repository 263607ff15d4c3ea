package org.godwit.bus.kafka;

import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the end of a commit that nobody waited for: where it failed, what it would have committed
 * is due again. On the consumer's thread.
 *
 * @param topic the topic, for the log
 * @param submitted the partitions that were to be committed
 * @param dueAgain is told each of them where the commit failed
 */
record CommitResult(String topic, Set<TopicPartition> submitted, Consumer<TopicPartition> dueAgain)
    implements OffsetCommitCallback {

  private static final Logger LOGGER = LoggerFactory.getLogger(CommitResult.class);

  CommitResult {
    submitted = Set.copyOf(submitted);
  }

  /**
   * Takes the result.
   *
   * @param offsets what was committed; a consumer of the new group protocol has null for it where
   *     the commit failed, whatever the interface says
   * @param failure why it failed; null where it did not
   */
  @Override
  public void onComplete(
      @Nullable Map<TopicPartition, OffsetAndMetadata> offsets, @Nullable Exception failure) {
    if (failure != null) {
      submitted.forEach(dueAgain);
      LOGGER
          .atDebug()
          .addKeyValue("topic", topic)
          .addKeyValue("error", failure.toString())
          .log("commit failed and is due again");
    }
  }
}
