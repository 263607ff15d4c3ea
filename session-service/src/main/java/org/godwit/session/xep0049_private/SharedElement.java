package org.godwit.session.xep0049_private;

import java.util.concurrent.CompletionStage;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;

/** An element of private XML that is kept elsewhere. Any thread; never blocks. */
public interface SharedElement {

  /** Tells whether the element called {@code name} is kept elsewhere on {@code host}. */
  boolean covers(XmlName name, String host);

  /** Answers a request of the account itself for the element: with the whole query. */
  CompletionStage<Reply> get(XmlElement iq, Context context);

  /** Takes what the account itself has stored. */
  CompletionStage<Reply> set(XmlElement iq, Context context, XmlElement element);

  /** Returns the refusal of an element for which there is no room. */
  static Reply tooMany() {
    return Reply.failure(
        StanzaError.of(StanzaErrorCondition.RESOURCE_CONSTRAINT, "There is no room for more."));
  }

  /** Returns the refusal of an element that is too large. */
  static Reply tooLarge() {
    return Reply.failure(
        StanzaError.of(StanzaErrorCondition.NOT_ACCEPTABLE, "The element is too large."));
  }
}
