package org.godwit.session.xep0054_vcard;

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
import org.godwit.protocol.xml.XmlWriter;

/** vcard-temp (XEP-0054, version 1.2): everybody reads, the owner writes. Any thread. */
public final class VcardModule implements XepModule {

  /** The namespace, the feature and the id. */
  public static final String NAMESPACE = "vcard-temp";

  private static final XmlName VCARD = new XmlName(NAMESPACE, "vCard");

  private final VcardStore store;
  private final int bytesMax;
  private final SharedPhoto photos;

  /**
   * Creates the module.
   *
   * @param store keeps the vCards
   * @param bytesMax size of a vCard as XML, in bytes; a larger one is refused
   * @param photos knows avatars from elsewhere
   */
  public VcardModule(VcardStore store, int bytesMax, SharedPhoto photos) {
    this.store = store;
    this.photos = photos;
    this.bytesMax = bytesMax;
  }

  @Override
  public Xep spec() {
    return new Xep(54, "1.2", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return NAMESPACE;
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE);
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iqAsync(StanzaType.GET, TargetKind.ACCOUNT, VCARD, this::get),
        Binding.iqAsync(StanzaType.SET, TargetKind.ACCOUNT, VCARD, this::set));
  }

  private CompletionStage<Reply> get(XmlElement iq, Context context) {
    // Section 3.1 and 3.3: about somebody else, nothing tells no vCard from no account.
    StanzaErrorCondition absent =
        context.isOwnAccount()
            ? StanzaErrorCondition.ITEM_NOT_FOUND
            : StanzaErrorCondition.SERVICE_UNAVAILABLE;
    return store
        .find(context.target())
        .thenCompose(found -> photos.shown(iq, context, found.orElse(null)))
        .thenApply(
            shown -> shown == null ? Reply.failure(StanzaError.of(absent)) : Reply.of(shown));
  }

  private CompletionStage<Reply> set(XmlElement iq, Context context) {
    XmlElement vcard = iq.firstElement();
    if (!context.isOwnAccount()) {
      // Section 3.2.
      return refused(StanzaErrorCondition.FORBIDDEN, "A vCard is changed by its owner alone.");
    }
    if (vcard == null) {
      return refused(StanzaErrorCondition.BAD_REQUEST, "There is no vCard.");
    }
    if (XmlWriter.toBytes(vcard).length > bytesMax) {
      return refused(
          StanzaErrorCondition.NOT_ACCEPTABLE, "A vCard has at most " + bytesMax + " bytes.");
    }
    return store
        .save(context.target(), vcard)
        .thenCompose(done -> photos.stored(iq, context, vcard));
  }

  private static CompletionStage<Reply> refused(StanzaErrorCondition condition, String text) {
    return CompletableFuture.completedFuture(Reply.failure(StanzaError.of(condition, text)));
  }
}
