package org.godwit.protocol.envelope;

/**
 * How a stream's stanzas go on the bus.
 *
 * @param sent whether the sender's owner gets a {@link BusMessage.Sent} of each stanza beside the
 *     receiver's owner: for archive and carbons
 * @param vetted whether stanzas go to the sender's owner alone, which forwards what may pass
 */
public record StreamProfile(boolean sent, boolean vetted) {

  /** To the receiver's owner alone. */
  public static final StreamProfile DIRECT = new StreamProfile(false, false);

  private static final int SENT = 1;
  private static final int VETTED = 2;

  int bits() {
    return (sent ? SENT : 0) | (vetted ? VETTED : 0);
  }

  static StreamProfile ofBits(long bits) {
    return bits == 0 ? DIRECT : new StreamProfile((bits & SENT) != 0, (bits & VETTED) != 0);
  }
}
