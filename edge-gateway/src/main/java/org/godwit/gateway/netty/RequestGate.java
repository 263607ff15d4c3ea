package org.godwit.gateway.netty;

import org.godwit.bus.Topics;
import org.godwit.gateway.routing.InboundDecision.Publish;
import org.godwit.protocol.stanza.StanzaKind;
import org.jspecify.annotations.Nullable;

/**
 * Holds an iq request back until all is durable that the stream has sent before it to other owners.
 * Clients take the answer to a ping as a sign that what they sent before it has arrived, and
 * nothing else orders records of different keys (RFC 6120, section 10.1). Records of one key are in
 * order already. Event loop only.
 */
final class RequestGate {
  private final OwnPublishes publishes;
  private final String account;

  /** How many records had begun with the last one that went to another owner. */
  private long elsewhere;

  private @Nullable Publish held;

  /**
   * @param account the stream's bare JID, the key of its own owner
   */
  RequestGate(OwnPublishes publishes, String account) {
    this.publishes = publishes;
    this.account = account;
  }

  /** Tells whether {@code publish} may go now; where not, it is held and nothing may be read. */
  boolean admits(Publish publish) {
    if (publish.head().kind() != StanzaKind.IQ
        || !publish.head().type().isRequest()
        || elsewhere == 0) {
      return true;
    }
    if (publishes.isSettled()) {
      elsewhere = 0;
      return true;
    }
    held = publish;
    return false;
  }

  /** {@code publish} has begun. */
  void onBegun(Publish publish) {
    if (!publish.isFor(Topics.SESSION, account)) {
      elsewhere = publishes.begun();
    }
  }

  /** Tells whether a request is held. */
  boolean isHolding() {
    return held != null;
  }

  /** Returns the request that is held, which may go now; null for none. */
  @Nullable Publish release() {
    Publish released = held;
    held = null;
    return released;
  }
}
