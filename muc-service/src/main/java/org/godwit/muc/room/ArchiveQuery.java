package org.godwit.muc.room;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants of a room's archive (XEP-0313, section 4).
 *
 * @param request the request, which the last stanza answers
 * @param queryId the client's name for the query; null for none
 * @param filter which messages
 * @param page which of them
 * @param showsJids whether the client may see real JIDs
 */
public record ArchiveQuery(
    XmlElement request, @Nullable String queryId, Filter filter, Page page, boolean showsJids) {

  /**
   * Which messages.
   *
   * @param startMs not sent before; milliseconds since 1970
   * @param endMs not sent after
   * @param afterId after this one; null for all
   * @param beforeId before this one; null for all
   * @param ids only these; empty for all
   * @param with only those of this sender; null for all
   */
  public record Filter(
      long startMs,
      long endMs,
      @Nullable ArchiveId afterId,
      @Nullable ArchiveId beforeId,
      List<ArchiveId> ids,
      @Nullable Jid with) {}

  /**
   * Which of them (XEP-0059).
   *
   * @param max how many at most
   * @param after those that follow this one; null for the first
   * @param before those before this one; null for none
   * @param last whether the page is counted from the end
   * @param flipped whether the page is sent newest first
   */
  public record Page(
      int max,
      @Nullable ArchiveId after,
      @Nullable ArchiveId before,
      boolean last,
      boolean flipped) {}

  /**
   * A page as the store finds it.
   *
   * @param messages oldest first
   * @param complete whether nothing follows in the direction of paging
   * @param count how many messages match the filter
   * @param index how many of them stand before the page
   */
  public record Found(List<ArchivedMessage> messages, boolean complete, long count, long index) {}
}
