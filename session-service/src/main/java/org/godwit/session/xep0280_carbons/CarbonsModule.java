package org.godwit.session.xep0280_carbons;

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
 * Message Carbons (XEP-0280): grants the requests to enable and to disable them; the account's
 * owner switches the session that has asked, and makes the copies. Of errors it does not know what
 * they answer, so all are copied but those of rooms. Immutable; any thread.
 */
public final class CarbonsModule implements XepModule {

  /** The namespace, and the feature. */
  public static final String NAMESPACE = "urn:xmpp:carbons:2";

  @Override
  public Xep spec() {
    return new Xep(280, "1.0.1", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "message-carbons";
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE, "urn:xmpp:carbons:rules:0");
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iq(
            StanzaType.SET,
            TargetKind.ACCOUNT,
            new XmlName(NAMESPACE, "enable"),
            CarbonsModule::granted),
        Binding.iq(
            StanzaType.SET,
            TargetKind.ACCOUNT,
            new XmlName(NAMESPACE, "disable"),
            CarbonsModule::granted));
  }

  /** Sections 4.1 and 5.1: whoever asks for another account is none of its clients. */
  private static Reply granted(XmlElement iq, Context context) {
    return context.isOwnAccount()
        ? Reply.empty()
        : Reply.failure(
            StanzaError.of(
                StanzaErrorCondition.NOT_ALLOWED, "Carbons are for the account's own clients."));
  }
}
