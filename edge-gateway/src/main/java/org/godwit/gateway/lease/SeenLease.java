package org.godwit.gateway.lease;

/**
 * A lease and when it came.
 *
 * @param lease what its last record that counted says
 * @param movedNanos when that came, by the reader's own clock
 * @param ownMoves how often the reader's own lease had moved before
 */
record SeenLease(GatewayLease lease, long movedNanos, long ownMoves) {}
