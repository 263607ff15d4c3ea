package org.godwit.muc;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.Iq;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * What the service answers to a stanza for one of its domains. Pure: the time is an argument.
 *
 * <p>An iq goes to the module that claims it. Everything else that may be answered is refused with
 * {@code feature-not-implemented}.
 */
final class RoomAnswers {

  private static final StanzaError NOT_IMPLEMENTED =
      StanzaError.of(StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED);

  private final ServedDomains domains;
  private final IqDispatcher dispatcher;

  RoomAnswers(ServedDomains domains, IqDispatcher dispatcher) {
    this.domains = domains;
    this.dispatcher = dispatcher;
  }

  /**
   * Returns the answer to come, or null where there is none.
   *
   * @param head the stanza's head; both addresses are there
   * @param stanza the stanza
   * @param now the time of the input
   */
  CompletionStage<@Nullable XmlElement> answer(StanzaHead head, XmlElement stanza, Instant now) {
    if (!isAnswered(head.type())) {
      return CompletableFuture.completedFuture(null);
    }
    if (!head.type().isRequest()) {
      return CompletableFuture.completedFuture(Iq.error(stanza, NOT_IMPLEMENTED));
    }
    Jid sender = present(head.from(), "from");
    Jid target = present(head.to(), "to");
    String host = domains.hostOf(target.domain());
    Context context = new Context(host == null ? target.domain() : host, sender, target, now);
    return dispatcher
        .dispatch(stanza, target.isDomain() ? TargetKind.SERVER : TargetKind.NODE, context)
        .thenApply(reply ->
            switch (reply) {
              case Reply.Result result -> Iq.result(stanza, result.payload());
              // No module of this service answers with messages.
              case Reply.Page page -> Iq.result(stanza, page.payload());
              case Reply.Failure failure -> Iq.error(stanza, failure.error());
            });
  }

  /**
   * An answer is never answered (RFC 6120, sections 8.2.3 and 8.3.1), and who has left waits for
   * none (RFC 6121, section 4.5).
   */
  private static boolean isAnswered(StanzaType type) {
    return switch (type) {
      case GET, SET, NORMAL, CHAT, GROUPCHAT, HEADLINE -> true;
      case AVAILABLE, SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED, PROBE -> true;
      case UNAVAILABLE, RESULT, MESSAGE_ERROR, PRESENCE_ERROR, IQ_ERROR -> false;
    };
  }

  private static Jid present(@Nullable Jid jid, String name) {
    if (jid == null) {
      throw new IllegalArgumentException("a stanza on the bus lacks its '" + name + "' address");
    }
    return jid;
  }
}
