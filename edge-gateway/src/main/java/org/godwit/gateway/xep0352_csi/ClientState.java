package org.godwit.gateway.xep0352_csi;

/**
 * Whether a client is active, and whether what waits for it may go on waiting. A stream begins
 * active, also a resumed one (XEP-0352, section 5.2). Event loop only.
 */
public final class ClientState {
  /** Namespace of the feature and of what clients say. */
  public static final String NAMESPACE = "urn:xmpp:csi:0";

  private static final String ACTIVE = "active";
  private static final String INACTIVE = "inactive";

  private final ClientStateProperties limits;
  private boolean isInactive;
  private boolean isDue;
  private int held;
  private long heldBytes;

  /** Begins active. */
  public ClientState(ClientStateProperties limits) {
    this.limits = limits;
  }

  /** Takes what the client says; false where {@code localName} is nothing that it may say. */
  public boolean onIndication(String localName) {
    switch (localName) {
      case ACTIVE -> isInactive = false;
      case INACTIVE -> isInactive = limits.enabled();
      default -> {
        return false;
      }
    }
    return limits.enabled();
  }

  /** Tells whether the client is inactive. */
  public boolean isInactive() {
    return isInactive;
  }

  /**
   * A stanza for an inactive client came. Anything urgent, and the last that may be held, makes all
   * due that waits, in its order.
   */
  public void onStanza(boolean urgent, int bytes) {
    held++;
    heldBytes += bytes;
    isDue |= urgent || held > limits.heldMax() || heldBytes > limits.heldBytes().toBytes();
  }

  /** A stanza that waited is not needed any more. */
  public void onSuperseded(int bytes) {
    held--;
    heldBytes -= bytes;
  }

  /** Tells whether what waits is to wait on. */
  public boolean isHolding() {
    return isInactive && !isDue;
  }

  /** Nothing waits any more. */
  public void onFlushed() {
    isDue = false;
    held = 0;
    heldBytes = 0;
  }
}
