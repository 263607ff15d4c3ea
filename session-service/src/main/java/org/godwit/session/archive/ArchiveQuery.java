package org.godwit.session.archive;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of an archive (XEP-0313, section 4.1).
 *
 * @param with the other side; a bare JID stands for all of its resources; null for anybody
 * @param startMs from when on, inclusive, in milliseconds since 1970; null for the beginning
 * @param endMs until when, inclusive, in milliseconds since 1970; null for the end
 * @param afterId behind which message; null for the beginning
 * @param beforeId in front of which message; null for the end
 * @param ids which messages alone; empty for all
 * @param page which part of what matches
 */
public record ArchiveQuery(
    @Nullable Jid with,
    @Nullable Long startMs,
    @Nullable Long endMs,
    @Nullable String afterId,
    @Nullable String beforeId,
    List<String> ids,
    ArchivePaging page) {

  /** Copies the list. */
  public ArchiveQuery {
    ids = List.copyOf(ids);
  }

  /** Returns a query for all there is. */
  public static ArchiveQuery all(ArchivePaging page) {
    return new ArchiveQuery(null, null, null, null, null, List.of(), page);
  }
}
