package org.godwit.session.xep0054_vcard;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Knows a user's avatar from elsewhere, and is told of that in a vCard. Any thread. */
public interface SharedPhoto {

  /** Knows nothing. */
  SharedPhoto NONE = new SharedPhoto() {};

  /**
   * Returns what the sender of a request is shown for {@code vcard}: with the avatar in it, where
   * it is known from elsewhere and the sender may see it. Null for no vCard.
   */
  default CompletionStage<@Nullable XmlElement> shown(
      XmlElement iq, Context context, @Nullable XmlElement vcard) {
    return CompletableFuture.completedFuture(vcard);
  }

  /** Is told that {@code vcard} was stored; returns the answer to that request. */
  default CompletionStage<Reply> stored(XmlElement iq, Context context, XmlElement vcard) {
    return CompletableFuture.completedFuture(Reply.empty());
  }
}
