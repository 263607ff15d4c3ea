package org.godwit.session.xep0136_archive;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.archive.ArchiveCollections;
import org.godwit.session.archive.ArchiveCollections.Range;
import org.godwit.session.archive.ArchivePage;
import org.godwit.session.archive.ArchivePaging;
import org.godwit.session.archive.ArchiveQuery;
import org.godwit.session.archive.MessageArchive;

/**
 * Message Archiving (XEP-0136, version 1.3.1), for clients that do not know XEP-0313 yet, over the
 * same archive and the same preferences. Missing: manual archiving, pushes of preferences, modes of
 * a thread, expiry and replication. Immutable; any thread.
 */
public final class CollectionsModule implements XepModule {

  /** The namespace of all requests. */
  public static final String NAMESPACE = "urn:xmpp:archive";

  private final MessageArchive archive;
  private final ArchiveCollections collections;
  private final SaveModeRules modes;
  private final int pageMax;

  /**
   * Creates the module.
   *
   * @param archive reads archives
   * @param collections reads them as collections
   * @param pageMax messages or collections of a page, from 1
   * @param preferencesMax JIDs in an account's preferences, from 0
   */
  public CollectionsModule(
      MessageArchive archive, ArchiveCollections collections, int pageMax, int preferencesMax) {
    this.archive = archive;
    this.collections = collections;
    this.modes = new SaveModeRules(preferencesMax);
    this.pageMax = pageMax;
  }

  @Override
  public Xep spec() {
    return new Xep(136, "1.3.1", Xep.Status.PARTIAL);
  }

  @Override
  public String id() {
    return "message-archive-xep-0136";
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE, NAMESPACE + ":auto", NAMESPACE + ":manage", NAMESPACE + ":pref");
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        own(StanzaType.GET, "list", this::list),
        own(StanzaType.GET, "retrieve", this::retrieve),
        own(StanzaType.SET, "remove", this::remove),
        own(StanzaType.GET, "pref", this::preferences),
        own(StanzaType.SET, "pref", this::change),
        own(StanzaType.SET, "itemremove", this::change),
        own(StanzaType.SET, "auto", this::change));
  }

  /** Answers a request of the account itself. */
  private interface Work {
    CompletionStage<Reply> answer(XmlElement request, Jid account)
        throws CollectionRequests.Refusal;
  }

  private static Binding own(StanzaType type, String element, Work work) {
    return Binding.iqAsync(
        type,
        TargetKind.ACCOUNT,
        new XmlName(NAMESPACE, element),
        (iq, context) -> answer(work, iq, context));
  }

  private static CompletionStage<Reply> answer(Work work, XmlElement iq, Context context) {
    XmlElement request = Objects.requireNonNull(iq.firstElement(), "the bound child");
    if (!context.isOwnAccount()) {
      return now(failure(StanzaErrorCondition.FORBIDDEN, "The archive is somebody else's."));
    }
    try {
      return work.answer(request, context.target())
          .exceptionally(failure ->
              failure(
                  StanzaErrorCondition.RESOURCE_CONSTRAINT,
                  "The archive cannot be read at the moment; try again later."));
    } catch (CollectionRequests.Refusal refusal) {
      return now(Reply.failure(refusal.error()));
    }
  }

  private CompletionStage<Reply> list(XmlElement request, Jid account)
      throws CollectionRequests.Refusal {
    return collections
        .collections(
            account.bareText(),
            CollectionRequests.range(request),
            CollectionRequests.listPage(request, pageMax))
        .thenApply(page -> Reply.of(CollectionAnswers.list(page)));
  }

  private CompletionStage<Reply> retrieve(XmlElement request, Jid account)
      throws CollectionRequests.Refusal {
    Range range = CollectionRequests.collection(request);
    Jid with = Objects.requireNonNull(range.with(), "checked");
    long startMs = Objects.requireNonNull(range.startMs(), "checked");
    ArchivePaging paging = CollectionRequests.messagePage(request, pageMax);
    return archive
        .query(
            account.bareText(),
            new ArchiveQuery(with, startMs, range.endMs(), null, null, List.of(), paging))
        .thenApply(page ->
            page instanceof ArchivePage.Found found && found.count() > 0
                ? Reply.of(CollectionAnswers.chat(found, account, with, startMs))
                : notFound());
  }

  /** Section 7.3: one collection where there is no end, otherwise all in the range. */
  private CompletionStage<Reply> remove(XmlElement request, Jid account)
      throws CollectionRequests.Refusal {
    Range range = CollectionRequests.range(request);
    boolean one = range.with() != null && range.startMs() != null && range.endMs() == null;
    return collections
        .remove(account.bareText(), one ? CollectionRequests.collection(request) : range)
        .thenApply(removed -> removed > 0 ? Reply.empty() : notFound());
  }

  private static Reply notFound() {
    return failure(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such collection.");
  }

  private CompletionStage<Reply> preferences(XmlElement request, Jid account) {
    return archive
        .preferences(account.bareText())
        .thenApply(found -> Reply.of(CollectionAnswers.preferences(found)));
  }

  private CompletionStage<Reply> change(XmlElement request, Jid account) {
    return archive
        .preferences(account.bareText())
        .thenCompose(before ->
            switch (modes.changed(before, request)) {
              case SaveModeRules.Change.Refused refused -> now(Reply.failure(refused.error()));
              case SaveModeRules.Change.Accepted accepted ->
                  archive
                      .setPreferences(account.bareText(), accepted.preferences())
                      .thenApply(done -> Reply.empty());
            });
  }

  private static Reply failure(StanzaErrorCondition condition, String text) {
    return Reply.failure(StanzaError.of(condition, text));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
