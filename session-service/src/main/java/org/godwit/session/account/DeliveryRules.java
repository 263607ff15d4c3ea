package org.godwit.session.account;

import org.godwit.protocol.stanza.StanzaType;

/**
 * Where a stanza for an account goes, by type, form of the address and availability: RFC 6121,
 * section 8.5, as one table.
 *
 * <p>Choices that the RFC leaves open: a message to the bare JID goes to all resources with
 * non-negative priority (8.5.2.1.1), as clients with carbons expect; a normal message to a full JID
 * that is not bound is treated like chat (8.5.3.2.1 would let it be dropped or refused, which loses
 * messages of clients that lock onto a resource). Pure.
 */
final class DeliveryRules {

  /** The form of the address. */
  enum AddressForm {
    /** {@code local@domain}. */
    BARE,
    /** A full JID that is bound. */
    FULL_BOUND,
    /** A full JID that is not bound. */
    FULL_UNBOUND
  }

  /** Where it goes. */
  enum Verdict {
    /** To the resource that is addressed. */
    RESOURCE,
    /** To all available resources with non-negative priority. */
    NON_NEGATIVE,
    /** To all available resources. */
    AVAILABLE,
    /** To the offline store, where it may be stored; otherwise refused. */
    OFFLINE,
    /** Answered on the account's behalf. */
    ANSWER,
    /** Refused with service-unavailable. */
    REFUSE,
    /** Dropped silently. */
    DROP
  }

  private DeliveryRules() {}

  /**
   * Returns where the stanza goes.
   *
   * @param type the stanza's type
   * @param form the form of its address
   * @param reachable whether a resource is available with non-negative priority
   */
  static Verdict verdict(StanzaType type, AddressForm form, boolean reachable) {
    return switch (type) {
      case NORMAL, CHAT ->
          form == AddressForm.FULL_BOUND
              ? Verdict.RESOURCE
              : reachable ? Verdict.NON_NEGATIVE : Verdict.OFFLINE;
      case HEADLINE ->
          switch (form) {
            case FULL_BOUND -> Verdict.RESOURCE;
            case BARE -> reachable ? Verdict.NON_NEGATIVE : Verdict.DROP;
            case FULL_UNBOUND -> Verdict.DROP;
          };
      case GROUPCHAT -> form == AddressForm.FULL_BOUND ? Verdict.RESOURCE : Verdict.REFUSE;
      case AVAILABLE, UNAVAILABLE ->
          switch (form) {
            case FULL_BOUND -> Verdict.RESOURCE;
            case BARE -> Verdict.AVAILABLE;
            case FULL_UNBOUND -> Verdict.DROP;
          };
      // RFC 6121, section 3: about the account, whatever resource the sender wrote.
      case SUBSCRIBE, SUBSCRIBED, UNSUBSCRIBE, UNSUBSCRIBED -> Verdict.AVAILABLE;
      // Answered from the roster, which this version does not keep.
      case PROBE -> Verdict.DROP;
      case GET, SET ->
          switch (form) {
            case FULL_BOUND -> Verdict.RESOURCE;
            case BARE -> Verdict.ANSWER;
            case FULL_UNBOUND -> Verdict.REFUSE;
          };
      case RESULT, MESSAGE_ERROR, PRESENCE_ERROR, IQ_ERROR ->
          form == AddressForm.FULL_BOUND ? Verdict.RESOURCE : Verdict.DROP;
    };
  }
}
