package org.godwit.session.roster;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * What an account's server keeps of one contact (RFC 6121, section 2.1.2). Immutable.
 *
 * @param jid the contact
 * @param name the name that the owner gave it; null for none
 * @param groups its groups, in the order that the client gave
 * @param subscription who gets whose presence
 * @param ask whether the owner has asked for a subscription and waits ("pending out")
 * @param approved whether the owner has approved a subscription that was not asked for yet (section
 *     3.4)
 * @param listed whether clients see it; false where nothing but a request of the contact is kept
 *     (appendix A.1: "None + Pending In" is no roster item)
 * @param request the contact's request as XML, which waits for an answer ("pending in"); null for
 *     none
 */
public record RosterItem(
    Jid jid,
    @Nullable String name,
    List<String> groups,
    Subscription subscription,
    boolean ask,
    boolean approved,
    boolean listed,
    @Nullable String request) {

  /** Copies the groups. */
  public RosterItem {
    groups = List.copyOf(groups);
  }

  /** Returns an item of which nothing is known but that it is in the roster. */
  public static RosterItem of(Jid jid) {
    return new RosterItem(jid, null, List.of(), Subscription.NONE, false, false, true, null);
  }

  /** Tells whether the contact waits for an answer. */
  public boolean isPendingIn() {
    return request != null;
  }

  /** Tells whether nothing would be lost without it. */
  public boolean isEmpty() {
    return !listed && request == null;
  }

  /** Returns it with another subscription. */
  public RosterItem with(Subscription next) {
    return new RosterItem(jid, name, groups, next, ask, approved, listed, request);
  }

  /** Returns it with the owner waiting or not. */
  public RosterItem withAsk(boolean waits) {
    return new RosterItem(jid, name, groups, subscription, waits, approved, listed, request);
  }

  /** Returns it approved in advance or not. */
  public RosterItem withApproved(boolean inAdvance) {
    return new RosterItem(jid, name, groups, subscription, ask, inAdvance, listed, request);
  }

  /** Returns it with the contact waiting, or not where {@code stanza} is null. */
  public RosterItem withRequest(@Nullable String stanza) {
    return new RosterItem(jid, name, groups, subscription, ask, approved, listed, stanza);
  }

  /** Returns it as clients see it. */
  public RosterItem toListed() {
    return new RosterItem(jid, name, groups, subscription, ask, approved, true, request);
  }

  /** Returns it with what a client may change, seen by clients from now on. */
  public RosterItem withLabels(@Nullable String nextName, List<String> nextGroups) {
    return new RosterItem(jid, nextName, nextGroups, subscription, ask, approved, true, request);
  }
}
