package org.godwit.session.offline;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.data.repository.query.Param;

/** Reads stored messages in the order of delivery. */
interface OfflineMessageRepository extends Repository<OfflineMessage, OfflineMessageKey> {

  @Query(
      """
      select m from OfflineMessage m where m.account = :account
      order by m.recordOffset, m.recordIndex, m.recordPartition, m.recordTopic, m.receivedAtMs
      """)
  List<OfflineMessage> findOldest(@Param("account") String account, Limit limit);

  @Query(
      """
      select m from OfflineMessage m where m.account = :account
      and (m.recordOffset > :offset or (m.recordOffset = :offset and m.recordIndex > :index))
      order by m.recordOffset, m.recordIndex, m.recordPartition, m.recordTopic, m.receivedAtMs
      """)
  List<OfflineMessage> findAfter(
      @Param("account") String account,
      @Param("offset") long offset,
      @Param("index") int index,
      Limit limit);

  @Query(
      """
      select m from OfflineMessage m where m.account = :account and m.onlyStream = :stream
      order by m.recordOffset, m.recordIndex, m.recordPartition, m.recordTopic, m.receivedAtMs
      """)
  List<OfflineMessage> findKept(
      @Param("account") String account, @Param("stream") String stream, Limit limit);

  int countByAccount(String account);
}
