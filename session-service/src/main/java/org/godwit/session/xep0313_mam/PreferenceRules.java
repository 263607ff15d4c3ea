package org.godwit.session.xep0313_mam;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.archive.ArchivePreferences;
import org.jspecify.annotations.Nullable;

/** Reads preferences (XEP-0441, section 2.1). Pure. */
final class PreferenceRules {

  /** What was read. */
  sealed interface Reading {
    /**
     * Preferences.
     *
     * @param preferences the preferences
     */
    record Valid(ArchivePreferences preferences) implements Reading {}

    /**
     * They cannot be set.
     *
     * @param error why
     */
    record Invalid(StanzaError error) implements Reading {}
  }

  private final int jidsMax;

  PreferenceRules(int jidsMax) {
    this.jidsMax = jidsMax;
  }

  Reading read(XmlElement prefs) {
    ArchivePreferences.Policy policy = ArchivePreferences.Policy.of(prefs.attribute("default"));
    if (policy == null) {
      return invalid(StanzaErrorCondition.BAD_REQUEST, "The default is always, never or roster.");
    }
    List<Jid> always = jids(prefs, "always");
    List<Jid> never = jids(prefs, "never");
    if (always == null || never == null) {
      return invalid(StanzaErrorCondition.JID_MALFORMED, "A jid is not a JID.");
    }
    return always.size() + never.size() > jidsMax
        ? invalid(
            StanzaErrorCondition.POLICY_VIOLATION,
            "Both lists together may have " + jidsMax + " JIDs.")
        : new Reading.Valid(new ArchivePreferences(policy, always, never));
  }

  private static Reading invalid(StanzaErrorCondition condition, String text) {
    return new Reading.Invalid(StanzaError.of(condition, text));
  }

  /** Returns the JIDs of a list, each once; null where one is malformed. */
  private static @Nullable List<Jid> jids(XmlElement prefs, String name) {
    XmlElement list = prefs.child(MamQueryRules.NAMESPACE, name);
    List<Jid> jids = new ArrayList<>();
    if (list == null) {
      return jids;
    }
    for (XmlElement element : list.elements()) {
      Jid jid = Jid.parse(element.text().strip());
      if (jid == null) {
        return null;
      }
      if (!jids.contains(jid)) {
        jids.add(jid);
      }
    }
    return jids;
  }
}
