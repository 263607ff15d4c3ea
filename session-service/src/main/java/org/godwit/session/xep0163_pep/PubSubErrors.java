package org.godwit.session.xep0163_pep;

import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaErrorType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** Refusals with the conditions of XEP-0060, section 16.5. Pure. */
final class PubSubErrors {

  static final String NAMESPACE = "http://jabber.org/protocol/pubsub#errors";

  private PubSubErrors() {}

  static Reply of(StanzaErrorCondition condition, String pubsub, @Nullable String text) {
    return Reply.failure(
        new StanzaError(
            condition.type(), condition, text, XmlElement.of(NAMESPACE, pubsub).build()));
  }

  static Reply plain(StanzaErrorCondition condition, String text) {
    return Reply.failure(StanzaError.of(condition, text));
  }

  /** A feature that this service does not have. */
  static Reply unsupported(String feature) {
    return Reply.failure(
        new StanzaError(
            StanzaErrorType.CANCEL,
            StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED,
            null,
            XmlElement.of(NAMESPACE, "unsupported").attribute("feature", feature).build()));
  }

  static Reply noNode() {
    return plain(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such node.");
  }

  static Reply nodeIdRequired() {
    return of(StanzaErrorCondition.BAD_REQUEST, "nodeid-required", "A node must be named.");
  }

  static Reply forbidden() {
    return plain(StanzaErrorCondition.FORBIDDEN, "Only who is affiliated may do that.");
  }
}
