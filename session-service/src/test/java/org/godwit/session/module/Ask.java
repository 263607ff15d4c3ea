package org.godwit.session.module;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;

/** Asks one module as the server does. */
public final class Ask {

  private final IqDispatcher dispatcher;

  public Ask(XepModule module) {
    dispatcher =
        new IqDispatcher(
            new ModuleIndex(List.of(module)), StanzaErrorCondition.SERVICE_UNAVAILABLE);
  }

  /** Returns the answer's payload as text, empty for none, or the condition of the refusal. */
  public String ask(String type, TargetKind target, String payload, Context context) {
    String iq = "<iq xmlns='jabber:client' type='" + type + "' id='i'>" + payload + "</iq>";
    try {
      Reply reply =
          dispatcher
              .dispatch(XmlReader.parse(iq.getBytes(StandardCharsets.UTF_8)), target, context)
              .toCompletableFuture()
              .join();
      return switch (reply) {
        case Reply.Result result ->
            result.payload() == null ? "" : XmlWriter.toText(result.payload());
        case Reply.Page page -> page.payload() == null ? "" : XmlWriter.toText(page.payload());
        case Reply.Failure failure -> failure.error().condition().element();
      };
    } catch (XmlException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
