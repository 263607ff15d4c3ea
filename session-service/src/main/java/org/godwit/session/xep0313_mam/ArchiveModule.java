package org.godwit.session.xep0313_mam;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
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
import org.godwit.session.archive.ArchivePage;
import org.godwit.session.archive.MessageArchive;

/**
 * Message Archive Management (XEP-0313): queries, their form, and what the archive holds; and what
 * is to be archived (XEP-0441). Groupchat messages are not in an account's archive. Any thread.
 */
public final class ArchiveModule implements XepModule {

  /** The namespace, and the feature. */
  public static final String NAMESPACE = MamQueryRules.NAMESPACE;

  private static final XmlName QUERY = new XmlName(NAMESPACE, "query");
  private static final XmlName METADATA = new XmlName(NAMESPACE, "metadata");
  private static final XmlName PREFERENCES = new XmlName(NAMESPACE, "prefs");

  private final MessageArchive archive;
  private final MamQueryRules queries;
  private final PreferenceRules preferences;

  /**
   * Creates the module.
   *
   * @param archive reads archives
   * @param pageMax messages of a page, from 1
   * @param idsMax ids that a query may name, from 1
   * @param preferencesMax JIDs in an account's preferences, from 0
   */
  public ArchiveModule(MessageArchive archive, int pageMax, int idsMax, int preferencesMax) {
    this.archive = archive;
    this.queries = new MamQueryRules(pageMax, idsMax);
    this.preferences = new PreferenceRules(preferencesMax);
  }

  @Override
  public Xep spec() {
    return new Xep(313, "1.1.3", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return NAMESPACE;
  }

  @Override
  public Set<String> features() {
    return Set.of(
        NAMESPACE, NAMESPACE + "#extended", NAMESPACE + "#groupchat-field", "urn:xmpp:sid:0");
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iqAsync(StanzaType.SET, TargetKind.ACCOUNT, QUERY, this::query),
        Binding.iq(StanzaType.GET, TargetKind.ACCOUNT, QUERY, ArchiveModule::form),
        Binding.iqAsync(StanzaType.GET, TargetKind.ACCOUNT, METADATA, this::metadata),
        Binding.iqAsync(StanzaType.GET, TargetKind.ACCOUNT, PREFERENCES, this::preferences),
        Binding.iqAsync(StanzaType.SET, TargetKind.ACCOUNT, PREFERENCES, this::setPreferences));
  }

  private CompletionStage<Reply> query(XmlElement iq, Context context) {
    XmlElement query = iq.firstElement();
    if (!context.isOwnAccount() || query == null) {
      return forbidden();
    }
    return switch (queries.read(query)) {
      case MamRequest.Refused(StanzaError error) -> now(Reply.failure(error));
      case MamRequest.Query request ->
          orLater(
              archive
                  .query(context.target().bareText(), request.query())
                  .thenApply(page -> answer(page, request, context)));
    };
  }

  private static Reply answer(ArchivePage page, MamRequest.Query request, Context context) {
    return switch (page) {
      case ArchivePage.Found found -> MamAnswers.found(found, request, context);
      case ArchivePage.NoSuchMessage _ ->
          Reply.failure(
              StanzaError.of(
                  StanzaErrorCondition.ITEM_NOT_FOUND,
                  "The archive has no message with such an id."));
    };
  }

  private static Reply form(XmlElement iq, Context context) {
    return context.isOwnAccount()
        ? Reply.of(MamAnswers.form())
        : Reply.failure(StanzaError.of(StanzaErrorCondition.FORBIDDEN));
  }

  private CompletionStage<Reply> metadata(XmlElement iq, Context context) {
    return context.isOwnAccount()
        ? orLater(
            archive
                .ends(context.target().bareText())
                .thenApply(ends -> Reply.of(MamAnswers.metadata(ends))))
        : forbidden();
  }

  private CompletionStage<Reply> preferences(XmlElement iq, Context context) {
    return context.isOwnAccount()
        ? orLater(
            archive
                .preferences(context.target().bareText())
                .thenApply(found -> Reply.of(MamAnswers.preferences(found))))
        : forbidden();
  }

  private CompletionStage<Reply> setPreferences(XmlElement iq, Context context) {
    XmlElement prefs = iq.firstElement();
    if (!context.isOwnAccount() || prefs == null) {
      return forbidden();
    }
    return switch (preferences.read(prefs)) {
      case PreferenceRules.Reading.Invalid(StanzaError error) -> now(Reply.failure(error));
      case PreferenceRules.Reading.Valid valid ->
          archive
              .setPreferences(context.target().bareText(), valid.preferences())
              .thenApply(done -> Reply.of(MamAnswers.preferences(valid.preferences())));
    };
  }

  /** The database may be back soon. */
  private static CompletionStage<Reply> orLater(CompletionStage<Reply> reply) {
    return reply.exceptionally(failure ->
        Reply.failure(
            StanzaError.of(
                StanzaErrorCondition.RESOURCE_CONSTRAINT,
                "The archive cannot be read at the moment; try again later.")));
  }

  /** Section 8.1. */
  private static CompletionStage<Reply> forbidden() {
    return now(
        Reply.failure(
            StanzaError.of(StanzaErrorCondition.FORBIDDEN, "The archive is somebody else's.")));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
