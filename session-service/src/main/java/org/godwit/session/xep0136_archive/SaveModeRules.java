package org.godwit.session.xep0136_archive;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.archive.ArchivePreferences;
import org.jspecify.annotations.Nullable;

/**
 * Changes of what is archived, in the words of XEP-0136, sections 2.4, 2.5 and 6, as preferences of
 * the one archive there is: false is never, body and message are always. Pure.
 */
final class SaveModeRules {

  private final int jidsMax;

  /**
   * Makes the rules.
   *
   * @param jidsMax JIDs in an account's preferences, from 0
   */
  SaveModeRules(int jidsMax) {
    this.jidsMax = jidsMax;
  }

  /** What became of a change. */
  sealed interface Change {
    /** The preferences after it. */
    record Accepted(ArchivePreferences preferences) implements Change {}

    /** It is refused. */
    record Refused(StanzaError error) implements Change {}
  }

  /** Carries out {@code <auto/>}, {@code <pref/>} or {@code <itemremove/>}. */
  Change changed(ArchivePreferences before, XmlElement request) {
    return switch (request.localName()) {
      case "auto" -> auto(before, request);
      case "pref" -> pref(before, request);
      default -> removed(before, request);
    };
  }

  private static Change auto(ArchivePreferences before, XmlElement auto) {
    String save = auto.attribute("save");
    Boolean on = save == null ? null : DataForm.flag(save);
    return on == null
        ? refused(StanzaErrorCondition.BAD_REQUEST, "The value of save is true or false.")
        : new Change.Accepted(with(before, on));
  }

  private static ArchivePreferences with(ArchivePreferences before, boolean on) {
    boolean was = before.policy() != ArchivePreferences.Policy.NEVER;
    return was == on
        ? before
        : new ArchivePreferences(
            on ? ArchivePreferences.Policy.ALWAYS : ArchivePreferences.Policy.NEVER,
            before.always(),
            before.never());
  }

  private Change pref(ArchivePreferences before, XmlElement pref) {
    ArchivePreferences next = before;
    for (XmlElement child : pref.elements()) {
      Change change =
          switch (child.localName()) {
            case "default" -> mode(next, child);
            case "item" -> item(next, child);
            // Which method is used is not for clients to say here, nor is a single thread.
            default -> new Change.Accepted(next);
          };
      if (!(change instanceof Change.Accepted accepted)) {
        return change;
      }
      next = accepted.preferences();
    }
    return next.always().size() + next.never().size() > jidsMax
        ? refused(StanzaErrorCondition.RESOURCE_CONSTRAINT, "There may be " + jidsMax + " items.")
        : new Change.Accepted(next);
  }

  private static Change mode(ArchivePreferences before, XmlElement element) {
    String save = element.attribute("save");
    Change refusal = save == null ? null : refusal(save);
    return refusal != null
        ? refusal
        : new Change.Accepted(save == null ? before : with(before, !save.equals("false")));
  }

  private static Change item(ArchivePreferences before, XmlElement item) {
    String text = item.attribute("jid");
    Jid jid = text == null ? null : Jid.parse(text);
    if (jid == null) {
      return refused(StanzaErrorCondition.JID_MALFORMED, "An item has a JID.");
    }
    String save = item.attribute("save");
    Change refusal = save == null ? null : refusal(save);
    if (refusal != null) {
      return refusal;
    }
    ArchivePreferences without = without(before, jid);
    if (save == null) {
      return new Change.Accepted(before);
    }
    List<Jid> list = new ArrayList<>(save.equals("false") ? without.never() : without.always());
    list.add(jid);
    return new Change.Accepted(
        save.equals("false")
            ? new ArchivePreferences(without.policy(), without.always(), list)
            : new ArchivePreferences(without.policy(), list, without.never()));
  }

  /** Section 2.2.2.3: whole streams are not archived. */
  private static @Nullable Change refusal(String save) {
    return switch (save) {
      case "false", "body", "message" -> null;
      case "stream" ->
          refused(StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED, "Only messages can be archived.");
      default -> refused(StanzaErrorCondition.BAD_REQUEST, "That is no save mode.");
    };
  }

  private static Change removed(ArchivePreferences before, XmlElement request) {
    ArchivePreferences next = before;
    for (XmlElement item : request.elements()) {
      String text = item.attribute("jid");
      Jid jid = text == null ? null : Jid.parse(text);
      if (jid == null) {
        return refused(StanzaErrorCondition.JID_MALFORMED, "An item has a JID.");
      }
      next = without(next, jid);
    }
    return new Change.Accepted(next);
  }

  private static ArchivePreferences without(ArchivePreferences before, Jid jid) {
    List<Jid> always = new ArrayList<>(before.always());
    List<Jid> never = new ArrayList<>(before.never());
    always.remove(jid);
    never.remove(jid);
    return new ArchivePreferences(before.policy(), always, never);
  }

  private static Change refused(StanzaErrorCondition condition, String text) {
    return new Change.Refused(StanzaError.of(condition, text));
  }
}
