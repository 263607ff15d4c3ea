package org.godwit.session.roster;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;

/**
 * The subscription states (RFC 6121, appendix A) as functions from what is kept of a contact and a
 * stanza to what is kept after it. Pure.
 */
public final class SubscriptionRules {

  private SubscriptionRules() {}

  /**
   * What a stanza brings about.
   *
   * @param item what is kept of the contact after it; null for nothing
   * @param passes whether the stanza is routed (outbound) or delivered (inbound)
   * @param granted whether the contact is a subscriber from now on, or asked again being one
   * @param lost whether the contact is a subscriber no more
   */
  public record Outcome(@Nullable RosterItem item, boolean passes, boolean granted, boolean lost) {}

  /** What the owner's client sends to {@code contact} (appendix A.2). */
  public static Outcome outbound(StanzaType type, @Nullable RosterItem kept, Jid contact) {
    RosterItem item = kept == null ? unknown(contact) : kept;
    boolean to = item.subscription().isTo();
    boolean from = item.subscription().isFrom();
    return switch (type) {
      case SUBSCRIBE -> new Outcome(to ? kept : item.withAsk(true).toListed(), true, false, false);
      case UNSUBSCRIBE ->
          new Outcome(
              left(kept, item.with(Subscription.of(false, from)).withAsk(false)),
              true,
              false,
              false);
      case SUBSCRIBED ->
          item.isPendingIn()
              ? new Outcome(granted(item, to), true, true, false)
              // Section 3.4.2: approved before it was asked for.
              : new Outcome(from ? kept : item.withApproved(true).toListed(), false, false, false);
      case UNSUBSCRIBED ->
          new Outcome(
              left(
                  kept,
                  item.with(Subscription.of(to, false)).withRequest(null).withApproved(false)),
              from || item.isPendingIn(),
              false,
              from);
      default -> throw new IllegalArgumentException(type + " is not about a subscription");
    };
  }

  /**
   * What the server of {@code contact} sends (appendix A.3).
   *
   * @param request the stanza as XML, kept where it waits for an answer
   */
  public static Outcome inbound(
      StanzaType type, @Nullable RosterItem kept, Jid contact, String request) {
    RosterItem item = kept == null ? unknown(contact) : kept;
    boolean to = item.subscription().isTo();
    boolean from = item.subscription().isFrom();
    return switch (type) {
      case SUBSCRIBE -> {
        if (from) {
          // Section 3.1.3: answered on the owner's behalf.
          yield new Outcome(kept, false, true, false);
        }
        if (item.approved()) {
          yield new Outcome(granted(item, to), false, true, false);
        }
        yield item.isPendingIn()
            ? new Outcome(kept, false, false, false)
            : new Outcome(item.withRequest(request), true, false, false);
      }
      case UNSUBSCRIBE ->
          new Outcome(
              left(kept, item.with(Subscription.of(to, false)).withRequest(null)),
              from || item.isPendingIn(),
              false,
              from);
      case SUBSCRIBED ->
          item.ask()
              ? new Outcome(
                  item.with(Subscription.of(true, from)).withAsk(false), true, false, false)
              : new Outcome(kept, false, false, false);
      case UNSUBSCRIBED ->
          new Outcome(
              left(kept, item.with(Subscription.of(false, from)).withAsk(false)),
              to || item.ask(),
              false,
              false);
      default -> throw new IllegalArgumentException(type + " is not about a subscription");
    };
  }

  private static RosterItem unknown(Jid contact) {
    return new RosterItem(contact, null, List.of(), Subscription.NONE, false, false, false, null);
  }

  private static RosterItem granted(RosterItem item, boolean to) {
    return item.with(Subscription.of(to, true)).withRequest(null).withApproved(false).toListed();
  }

  private static @Nullable RosterItem left(@Nullable RosterItem kept, RosterItem next) {
    return kept == null || next.isEmpty() ? null : next;
  }
}
