package org.godwit.session.archive;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Of whose messages an account wants an archive (XEP-0441).
 *
 * @param policy what becomes of everybody else's
 * @param always archived in any case
 * @param never not archived
 */
public record ArchivePreferences(Policy policy, List<Jid> always, List<Jid> never) {

  /** What becomes of messages of those who are on neither list. */
  public enum Policy {
    /** Archived. */
    ALWAYS("always"),
    /** Not archived. */
    NEVER("never"),
    /** Archived where the contact is in the roster. */
    ROSTER("roster");

    private final String text;

    Policy(String text) {
      this.text = text;
    }

    /** Returns the value of the attribute. */
    public String text() {
      return text;
    }

    /** Returns the policy of a value; null where there is none. */
    public static @Nullable Policy of(@Nullable String text) {
      for (Policy policy : values()) {
        if (policy.text.equals(text)) {
          return policy;
        }
      }
      return null;
    }
  }

  /** Copies the lists. */
  public ArchivePreferences {
    always = List.copyOf(always);
    never = List.copyOf(never);
  }

  /** Returns those of an account that has set none. */
  public static ArchivePreferences of(Policy policy) {
    return new ArchivePreferences(policy, List.of(), List.of());
  }

  /**
   * Tells whether messages of and to {@code peer} are archived. A full JID on a list goes before a
   * bare one (XEP-0441, section 2.1.4).
   *
   * @param roster tells whether the account's roster has a bare JID
   */
  boolean allows(Jid peer, RosterContacts.OfAccount roster) {
    for (Jid jid : peer.isFull() ? List.of(peer, peer.bare()) : List.of(peer)) {
      if (never.contains(jid)) {
        return false;
      }
      if (always.contains(jid)) {
        return true;
      }
    }
    return switch (policy) {
      case ALWAYS -> true;
      case NEVER -> false;
      // Better a message too many than one that is lost.
      case ROSTER -> roster.has(peer.bare()) != RosterContacts.Answer.NO;
    };
  }
}
