package org.godwit.session.xep0313_mam;

import org.godwit.protocol.stanza.StanzaError;
import org.godwit.session.archive.ArchiveQuery;
import org.jspecify.annotations.Nullable;

/** A query as it was read. */
sealed interface MamRequest {

  /**
   * A query.
   *
   * @param query what is asked
   * @param queryId what pairs results with the query; null for nothing
   * @param flipped whether the newest message of the page comes first (section 4.3.4)
   */
  record Query(ArchiveQuery query, @Nullable String queryId, boolean flipped)
      implements MamRequest {}

  /**
   * It cannot be served.
   *
   * @param error why
   */
  record Refused(StanzaError error) implements MamRequest {}
}
