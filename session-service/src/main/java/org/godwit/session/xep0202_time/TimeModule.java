package org.godwit.session.xep0202_time;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;

/** Entity Time (XEP-0202, version 2.0) of the server. Any thread. */
public final class TimeModule implements XepModule {

  /** The namespace, the feature and the id. */
  public static final String NAMESPACE = "urn:xmpp:time";

  private static final XmlName TIME = new XmlName(NAMESPACE, "time");

  private final Clock clock;

  /**
   * Creates the module.
   *
   * @param clock says what time it is, and where
   */
  public TimeModule(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Xep spec() {
    return new Xep(202, "2.0", Xep.Status.COMPLETE);
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
        Binding.iq(StanzaType.GET, TargetKind.SERVER, TIME, (iq, context) -> Reply.of(time())));
  }

  private XmlElement time() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    ZoneOffset offset = clock.getZone().getRules().getOffset(now);
    // XEP-0082, section 3.3: Z only in dates; an offset of nothing is +00:00 here (section 2).
    String tzo = offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId();
    return XmlElement.of(NAMESPACE, "time")
        .child(XmlElement.of(NAMESPACE, "tzo").text(tzo))
        .child(XmlElement.of(NAMESPACE, "utc").text(now.toString()))
        .build();
  }
}
