package org.godwit.session.xep0237_rosterver;

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
 * Rosters (RFC 6121, section 2) with versions (XEP-0237). The account's owner answers its own
 * clients; what others ask comes here. Immutable; any thread.
 */
public final class RosterModule implements XepModule {

  private static final XmlName QUERY = new XmlName("jabber:iq:roster", "query");

  @Override
  public Xep spec() {
    return new Xep(237, "1.3", Xep.Status.COMPLETE);
  }

  @Override
  public String id() {
    return "jabber:iq:roster";
  }

  @Override
  public Set<String> features() {
    return Set.of("jabber:iq:roster");
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iq(StanzaType.GET, TargetKind.ACCOUNT, QUERY, RosterModule::refuse),
        Binding.iq(StanzaType.SET, TargetKind.ACCOUNT, QUERY, RosterModule::refuse));
  }

  /** RFC 6121, sections 2.6.1 and 3.4.1: for the client to know, nothing to negotiate. */
  @Override
  public List<XmlElement> streamFeatures(XmlElement info) {
    return List.of(
        XmlElement.of("urn:xmpp:features:rosterver", "ver").build(),
        XmlElement.of("urn:xmpp:features:pre-approval", "sub").build());
  }

  /** RFC 6121, section 2.3.3: the owner's clients do not come here, and nobody else may. */
  private static Reply refuse(XmlElement iq, Context context) {
    return Reply.failure(
        StanzaError.of(StanzaErrorCondition.FORBIDDEN, "A roster is for its owner alone."));
  }
}
