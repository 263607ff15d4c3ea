package org.godwit.protocol.module;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;

/**
 * Hands an iq request to the module that claims it; the one place that answers those nobody claims.
 *
 * <p>Immutable; any thread.
 */
public final class IqDispatcher {

  private static final Logger LOGGER = System.getLogger(IqDispatcher.class.getName());

  private final ModuleIndex index;
  private final Reply unclaimed;
  private final ModuleSwitches switches;

  /**
   * Creates a dispatcher that asks all modules.
   *
   * @param index who handles what
   * @param unclaimed the answer to a request that no module handles; {@code service-unavailable} by
   *     RFC 6120, section 8.4
   */
  public IqDispatcher(ModuleIndex index, StanzaErrorCondition unclaimed) {
    this(index, unclaimed, ModuleSwitches.ALL_ON);
  }

  /**
   * Creates a dispatcher.
   *
   * @param index who handles what
   * @param unclaimed the answer to a request that no module handles
   * @param switches which modules handle nothing on which virtual host
   */
  public IqDispatcher(ModuleIndex index, StanzaErrorCondition unclaimed, ModuleSwitches switches) {
    this.index = index;
    this.switches = switches;
    this.unclaimed = Reply.failure(StanzaError.of(unclaimed));
  }

  /**
   * Returns the answer to {@code iq}, a request with exactly one child. A synchronous handler's
   * answer is complete on return. The stage never fails: a handler that does is logged and answered
   * with {@code internal-server-error}.
   */
  public CompletionStage<Reply> dispatch(XmlElement iq, TargetKind target, Context context) {
    StanzaType type = StanzaType.of(StanzaKind.IQ, iq.attribute("type"));
    XmlElement payload = iq.firstElement();
    if (type == null || !type.isRequest() || payload == null) {
      return now(Reply.failure(StanzaError.of(StanzaErrorCondition.BAD_REQUEST)));
    }
    Binding binding = index.find(type, target, payload.name());
    String module = index.moduleId(type, target, payload.name());
    if (module != null && !switches.isOn(context.domain(), module)) {
      return now(unclaimed);
    }
    return switch (binding) {
      case null -> now(unclaimed);
      case Binding.Iq sync -> handled(sync, iq, context);
      case Binding.AsyncIq async -> handled(async, iq, context);
    };
  }

  private static CompletionStage<Reply> handled(
      Binding.Iq binding, XmlElement iq, Context context) {
    try {
      return now(binding.handler().handle(iq, context));
    } catch (RuntimeException e) {
      return now(failed(binding, e));
    }
  }

  private static CompletionStage<Reply> handled(
      Binding.AsyncIq binding, XmlElement iq, Context context) {
    try {
      return binding.handler().handle(iq, context).exceptionally(e -> failed(binding, e));
    } catch (RuntimeException e) {
      return now(failed(binding, e));
    }
  }

  private static Reply failed(Binding binding, Throwable cause) {
    LOGGER.log(Level.ERROR, () -> "iq handler failed: payload=" + binding.payload(), cause);
    return Reply.failure(StanzaError.of(StanzaErrorCondition.INTERNAL_SERVER_ERROR));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
