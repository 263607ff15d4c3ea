package org.godwit.muc.owner;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.godwit.muc.room.ArchiveId;
import org.godwit.muc.room.ArchiveQuery;
import org.godwit.muc.room.ArchiveRules;
import org.godwit.muc.room.Effect;
import org.godwit.muc.room.RoomStore;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Answers what the store alone knows: archives and vCards. Any thread; never blocks. */
final class StoreReads {

  private static final StanzaError AWAY =
      StanzaError.of(
          StanzaErrorCondition.INTERNAL_SERVER_ERROR, "The room's data is not available.");

  private final RoomStore store;
  private final Outlet outlet;

  StoreReads(RoomStore store, Outlet outlet) {
    this.store = store;
    this.outlet = outlet;
  }

  /** Tells whether {@code message} is in the archive; {@code request} asks. */
  CompletionStage<Boolean> isThere(Jid room, ArchiveId message, XmlElement request) {
    ArchiveQuery.Filter filter =
        new ArchiveQuery.Filter(0, Long.MAX_VALUE, null, null, List.of(message), null);
    ArchiveQuery.Page none = new ArchiveQuery.Page(0, null, null, false, false);
    return store
        .find(room, new ArchiveQuery(request, null, filter, none, false))
        .thenApply(Optional::isPresent);
  }

  /** Sends a page of the archive; {@code work} waits until it is durable. */
  void archive(Jid room, Effect.QueryArchive effect, Work work) {
    ArchiveQuery query = effect.query();
    answer(
        store.find(room, query),
        effect.to(),
        work,
        found ->
            found
                .map(page -> ArchiveRules.answer(room, query, page))
                .orElseGet(() ->
                    error(
                        query.request(),
                        StanzaError.of(
                            StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such message."))),
        query.request());
  }

  /** Sends something that is in one piece. */
  void query(Jid room, Effect.Query effect, Work work) {
    XmlElement request = effect.request();
    switch (effect.what()) {
      case ARCHIVE_ENDS ->
          answer(
              store.ends(room),
              effect.to(),
              work,
              ends -> result(request, ArchiveRules.metadata(ends.orElse(null))),
              request);
      case VCARD ->
          answer(
              store.vcard(room),
              effect.to(),
              work,
              vcard ->
                  result(
                      request, vcard.orElseGet(() -> XmlElement.of("vcard-temp", "vCard").build())),
              request);
    }
  }

  private <T> void answer(
      CompletionStage<T> read,
      Effect.Receiver to,
      Work work,
      Function<T, List<XmlElement>> answer,
      XmlElement request) {
    work.retain();
    read.whenComplete((found, failure) -> {
      List<XmlElement> stanzas = found == null ? error(request, AWAY) : answer.apply(found);
      stanzas.forEach(stanza -> outlet.send(List.of(to), stanza, work));
      work.release();
    });
  }

  private static List<XmlElement> result(XmlElement request, XmlElement payload) {
    return List.of(Iq.result(request, payload));
  }

  private static List<XmlElement> error(XmlElement request, StanzaError error) {
    @Nullable XmlElement answer = Iq.error(request, error);
    return answer == null ? List.of() : List.of(answer);
  }
}
