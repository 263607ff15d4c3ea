package org.godwit.protocol.xep0199_ping;

import java.util.List;
import java.util.Set;
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

/**
 * XMPP Ping (XEP-0199): the server answers for itself and, by section 4.4, for the bare JID of the
 * account that asks. Immutable; any thread.
 */
public final class PingModule implements XepModule {

  /** The namespace of {@code <ping/>}, and the feature. */
  public static final String NAMESPACE = "urn:xmpp:ping";

  private static final XmlName PING = new XmlName(NAMESPACE, "ping");

  @Override
  public Xep spec() {
    return new Xep(199, "2.0.1", Xep.Status.COMPLETE);
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
        Binding.iq(StanzaType.GET, TargetKind.SERVER, PING, (iq, context) -> Reply.empty()),
        Binding.iq(StanzaType.GET, TargetKind.ACCOUNT, PING, PingModule::forAccount));
  }

  // Section 7: an answer for somebody else's account would tell that the account exists.
  private static Reply forAccount(XmlElement iq, Context context) {
    return context.isOwnAccount()
        ? Reply.empty()
        : Reply.failure(StanzaError.of(StanzaErrorCondition.SERVICE_UNAVAILABLE));
  }
}
