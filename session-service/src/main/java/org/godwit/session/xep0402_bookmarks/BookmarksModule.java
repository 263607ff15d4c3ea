package org.godwit.session.xep0402_bookmarks;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.xep0049_private.PrivateModule;
import org.godwit.session.xep0049_private.PrivateStore;
import org.godwit.session.xep0049_private.SharedElement;
import org.godwit.session.xep0163_pep.PepModule;

/**
 * PEP Native Bookmarks (XEP-0402, version 1.2.0) and Bookmarks Conversion (XEP-0411, version
 * 1.1.0): what a client stores in private XML is in PEP as well, in both forms, and the other way
 * round. Bookmarks that lie in private XML from before go to PEP when a client asks for them there.
 * Immutable; any thread.
 */
public final class BookmarksModule implements XepModule, SharedElement {

  private static final String ID = BookmarkRules.BOOKMARKS;

  private final PepModule pep;
  private final PrivateStore legacy;
  private final ModuleSwitches switches;
  private final int elementsMax;

  /**
   * Creates the module.
   *
   * @param pep keeps the bookmarks
   * @param legacy private XML, which has what was stored before
   * @param switches tell where this or PEP is off: there private XML alone has bookmarks
   * @param elementsMax elements of one account's private XML
   */
  public BookmarksModule(
      PepModule pep, PrivateStore legacy, ModuleSwitches switches, int elementsMax) {
    this.elementsMax = elementsMax;
    this.pep = pep;
    this.legacy = legacy;
    this.switches = switches;
  }

  @Override
  public Xep spec() {
    return new Xep(402, "1.2.0", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Set<String> features() {
    return Set.of(ID + "#compat", ID + "#compat-pep", "urn:xmpp:bookmarks-conversion:0");
  }

  @Override
  public Set<String> features(TargetKind target) {
    return target == TargetKind.ACCOUNT ? features() : Set.of();
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }

  @Override
  public boolean covers(XmlName name, String host) {
    return name.equals(new XmlName(BookmarkRules.STORAGE, "storage"))
        && switches.isOn(host, ID)
        && switches.isOn(host, pep.id());
  }

  @Override
  public CompletionStage<Reply> get(XmlElement iq, Context context) {
    return pep.turn(iq, context, account -> new Reply.Result(BookmarksFollower.storage(account)))
        .thenCompose(reply ->
            reply instanceof Reply.Result result && result.payload() == null
                ? imported(iq, context)
                : CompletableFuture.completedFuture(reply))
        .thenApply(BookmarksModule::answer);
  }

  private CompletionStage<Reply> imported(XmlElement iq, Context context) {
    return legacy
        .find(context.target(), new XmlName(BookmarkRules.STORAGE, "storage"))
        .thenCompose(found ->
            found.isEmpty()
                ? CompletableFuture.completedFuture(Reply.empty())
                : pep.turn(
                    iq,
                    context,
                    account -> {
                      BookmarksFollower.replace(account, found.get());
                      return Reply.of(found.get());
                    }));
  }

  private static Reply answer(Reply reply) {
    if (!(reply instanceof Reply.Result result)) {
      return reply;
    }
    XmlElement storage =
        result.payload() == null
            ? XmlElement.of(BookmarkRules.STORAGE, "storage").build()
            : result.payload();
    return new Reply.Result(
        XmlElement.of(PrivateModule.NAMESPACE, "query").child(storage).build(), result.stanzas());
  }

  @Override
  public CompletionStage<Reply> set(XmlElement iq, Context context, XmlElement element) {
    Reply kept = Reply.of(element);
    return pep.turn(
            iq,
            context,
            account -> {
              if (!account.fits(element)) {
                return SharedElement.tooLarge();
              }
              return BookmarksFollower.replace(account, element) ? Reply.empty() : kept;
            })
        .thenCompose(reply ->
            reply.equals(kept)
                ? privately(context, element)
                : CompletableFuture.completedFuture(reply));
  }

  /** Section 5 of XEP-0411: where others may read the nodes, private XML alone has bookmarks. */
  private CompletionStage<Reply> privately(Context context, XmlElement element) {
    return legacy
        .save(context.target(), List.of(element), elementsMax)
        .thenApply(saved -> saved ? Reply.empty() : SharedElement.tooMany());
  }
}
