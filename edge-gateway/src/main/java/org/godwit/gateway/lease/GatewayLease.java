package org.godwit.gateway.lease;

/**
 * What the record of a gateway in topic {@code gateways} says.
 *
 * @param epoch the gateway's start, in milliseconds since 1970
 * @param counter rises with each record of the same epoch
 * @param state what has become of the gateway
 * @param adopter id of the gateway that adopts or has adopted it; empty for none
 * @param streams how many streams it has, about
 */
record GatewayLease(long epoch, long counter, State state, String adopter, int streams) {

  /** Makes a lease of a gateway without streams. */
  GatewayLease(long epoch, long counter, State state, String adopter) {
    this(epoch, counter, state, adopter, 0);
  }

  /** What has become of a gateway. */
  enum State {
    /** It lives, as long as its records come. */
    HELD,
    /** It has stopped in good order; its topic may hold records. */
    LEFT,
    /** The adopter reads its topic. */
    ADOPTED,
    /** The adopter has read its topic: nothing is left of this epoch. */
    GONE
  }

  GatewayLease held(long number) {
    return new GatewayLease(epoch, number, State.HELD, "", streams);
  }

  GatewayLease left(long number) {
    return new GatewayLease(epoch, number, State.LEFT, "");
  }

  GatewayLease adoptedBy(String gateway) {
    return new GatewayLease(epoch, counter + 1, State.ADOPTED, gateway);
  }

  GatewayLease gone() {
    return new GatewayLease(epoch, counter + 1, State.GONE, adopter);
  }
}
