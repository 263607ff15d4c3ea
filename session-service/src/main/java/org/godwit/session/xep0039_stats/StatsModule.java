package org.godwit.session.xep0039_stats;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/**
 * Statistics Gathering (XEP-0039, version 0.6.0) of this instance. Without a name the names are
 * listed; a name that is not known has an error of its own (section 2.6). Any thread.
 */
public final class StatsModule implements XepModule {

  /** The namespace, the feature and the id. */
  public static final String NAMESPACE = "http://jabber.org/protocol/stats";

  private static final XmlName QUERY = new XmlName(NAMESPACE, "query");

  private final Map<String, Statistic> statistics;

  /**
   * A number that may be asked for.
   *
   * @param units its unit, such as seconds
   * @param value returns it
   */
  public record Statistic(String units, Supplier<Number> value) {}

  /**
   * Creates the module.
   *
   * @param statistics by name
   */
  public StatsModule(Map<String, Statistic> statistics) {
    this.statistics = new TreeMap<>(statistics);
  }

  @Override
  public Xep spec() {
    return new Xep(39, "0.6.0", Xep.Status.COMPLETE);
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
    return List.of(Binding.iq(StanzaType.GET, TargetKind.SERVER, QUERY, this::answer));
  }

  private Reply answer(XmlElement iq, Context context) {
    XmlElement query = iq.firstElement();
    List<XmlElement> asked = query == null ? List.of() : query.elements();
    XmlElement.Builder answer = XmlElement.of(NAMESPACE, "query");
    if (asked.isEmpty()) {
      statistics
          .keySet()
          .forEach(name -> answer.child(XmlElement.of(NAMESPACE, "stat").attribute("name", name)));
      return Reply.of(answer.build());
    }
    for (XmlElement each : asked) {
      answer.child(one(each.attribute("name")));
    }
    return Reply.of(answer.build());
  }

  private XmlElement.Builder one(@Nullable String name) {
    Statistic statistic = name == null ? null : statistics.get(name);
    XmlElement.Builder stat = XmlElement.of(NAMESPACE, "stat").attribute("name", name);
    return statistic == null
        ? stat.child(XmlElement.of(NAMESPACE, "error").attribute("code", "404").text("Not Found"))
        : stat.attribute("units", statistic.units())
            .attribute("value", statistic.value().get().toString());
  }
}
