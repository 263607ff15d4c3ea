package org.godwit.session.xep0398_avatar;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.xep0054_vcard.SharedPhoto;
import org.godwit.session.xep0163_pep.NodeChanges;
import org.godwit.session.xep0163_pep.NodeConfig;
import org.godwit.session.xep0163_pep.PepItem;
import org.godwit.session.xep0163_pep.PepModule;
import org.jspecify.annotations.Nullable;

/**
 * User Avatar to vCard-Based Avatars Conversion (XEP-0398, version 1.0.0). A vCard shows the avatar
 * of PEP to whom may see it there (section 5.2), and a photo that is stored in a vCard is
 * published. Missing: the hash in presence (section 4), so the feature is not announced. Immutable;
 * any thread.
 */
public final class AvatarModule implements XepModule, SharedPhoto {

  private static final String ID = "urn:xmpp:pep-vcard-conversion:0";

  private final PepModule pep;
  private final ModuleSwitches switches;

  /**
   * Creates the module.
   *
   * @param pep has the avatars
   * @param switches tell where this or PEP is off
   */
  public AvatarModule(PepModule pep, ModuleSwitches switches) {
    this.pep = pep;
    this.switches = switches;
  }

  @Override
  public Xep spec() {
    return new Xep(398, "1.0.0", Xep.Status.PARTIAL);
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public Set<String> features() {
    return Set.of();
  }

  @Override
  public List<Binding> bindings() {
    return List.of();
  }

  private boolean isOn(Context context) {
    return switches.isOn(context.domain(), ID) && switches.isOn(context.domain(), pep.id());
  }

  @Override
  public CompletionStage<@Nullable XmlElement> shown(
      XmlElement iq, Context context, @Nullable XmlElement vcard) {
    return isOn(context)
        ? pep.read(iq, context, account -> new Reply.Result(shown(account, vcard)))
            .thenApply(reply -> reply instanceof Reply.Result result ? result.payload() : vcard)
        : CompletableFuture.completedFuture(vcard);
  }

  private static @Nullable XmlElement shown(NodeChanges account, @Nullable XmlElement vcard) {
    XmlElement metadata = account.readable(AvatarRules.METADATA).map(PepItem::payload).orElse(null);
    if (metadata == null) {
      return vcard;
    }
    XmlElement info = AvatarRules.info(metadata);
    if (info == null) {
      // XEP-0084, section 4.2.1: an empty element says that there is no avatar.
      boolean none = metadata.elements().isEmpty();
      return none && vcard != null ? AvatarRules.withPhoto(vcard, null) : vcard;
    }
    String id = info.attribute("id");
    Optional<PepItem> data = id == null ? Optional.empty() : account.readable(AvatarRules.DATA, id);
    XmlElement image = data.map(PepItem::payload).orElse(null);
    XmlElement photo = image == null ? null : AvatarRules.photo(info, image);
    return photo == null ? vcard : AvatarRules.withPhoto(vcard, photo);
  }

  @Override
  public CompletionStage<Reply> stored(XmlElement iq, Context context, XmlElement vcard) {
    AvatarRules.Image image = isOn(context) ? AvatarRules.image(vcard) : null;
    return image == null
        ? CompletableFuture.completedFuture(Reply.empty())
        : pep.turn(
            iq,
            context,
            account -> {
              publish(account, image);
              return Reply.empty();
            });
  }

  /** Section 3.2. What is the avatar already is not published again. */
  private static void publish(NodeChanges account, AvatarRules.Image image) {
    XmlElement before = account.readable(AvatarRules.METADATA).map(PepItem::payload).orElse(null);
    XmlElement info = before == null ? null : AvatarRules.info(before);
    if ((info == null || !image.id().equalsIgnoreCase(info.attribute("id")))
        && account.fits(image.data())) {
      account.publish(AvatarRules.DATA, image.id(), image.data(), NodeConfig.DEFAULT);
      account.publish(AvatarRules.METADATA, image.id(), image.metadata(), NodeConfig.DEFAULT);
    }
  }
}
