package org.godwit.session.offline;

import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The primary key of {@link OfflineMessage}. A class, because JPA wants one it can fill. */
class OfflineMessageKey implements Serializable {

  private static final long serialVersionUID = 1L;

  private String account = "";
  private long recordOffset;
  private int recordIndex;
  private int recordPartition;
  private String recordTopic = "";
  private long receivedAtMs;

  OfflineMessageKey() {}

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof OfflineMessageKey key
        && recordOffset == key.recordOffset
        && recordIndex == key.recordIndex
        && recordPartition == key.recordPartition
        && receivedAtMs == key.receivedAtMs
        && account.equals(key.account)
        && recordTopic.equals(key.recordTopic);
  }

  @Override
  public int hashCode() {
    return Objects.hash(
        account, recordOffset, recordIndex, recordPartition, recordTopic, receivedAtMs);
  }
}
