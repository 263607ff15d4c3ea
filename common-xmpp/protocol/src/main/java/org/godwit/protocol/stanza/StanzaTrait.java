package org.godwit.protocol.stanza;

import java.util.Collection;

/**
 * What an owner must know of a stanza's payload to route and store it without parsing it.
 *
 * <p>The bits are part of the envelope's version 1 and never change.
 */
public enum StanzaTrait {
  /** Has a {@code <body/>}. */
  BODY(1),
  /** Has a {@code <subject/>}. */
  SUBJECT(1 << 1),
  /** Carries {@code <no-store/>} (XEP-0334, section 4.2). */
  NO_STORE(1 << 2),
  /** Carries {@code <no-permanent-store/>} (XEP-0334, section 4.1). */
  NO_PERMANENT_STORE(1 << 3),
  /** Carries {@code <no-copy/>} (XEP-0334, section 4.3) or {@code <private/>} (XEP-0280). */
  NO_COPY(1 << 4),
  /** Carries {@code <store/>} (XEP-0334, section 4.4). */
  STORE(1 << 5),
  /** Carries a payload beside body, subject, thread, chat states and the hints above. */
  OTHER_PAYLOAD(1 << 6),
  /** Carries a chat state (XEP-0085). */
  CHAT_STATE(1 << 7),
  /**
   * A notification that only resources get whose capabilities ask for it (XEP-0163, section 4.3).
   * Never given to what a client sent.
   */
  NOTIFICATION(1 << 8),
  /**
   * Made by the account's owner for one stream alone, and worth nothing to another: a carbon
   * (XEP-0280), an archive's result (XEP-0313). No edge sets it.
   */
  COPY(1 << 9),
  /**
   * Sent to its sender's owner alone, who forwards it: the stream was vetted when it sent it. What
   * lacks it went to its addressee directly. Set by the edge, never by a client.
   */
  FORWARD(1 << 10);

  private final int bit;

  StanzaTrait(int bit) {
    this.bit = bit;
  }

  /** Returns the bit of this trait. */
  public int bit() {
    return bit;
  }

  /** Tells whether {@code traits} has this trait. */
  public boolean in(int traits) {
    return (traits & bit) != 0;
  }

  /** Returns the bits of all of {@code traits}. */
  public static int bits(Collection<StanzaTrait> traits) {
    int bits = 0;
    for (StanzaTrait trait : traits) {
      bits |= trait.bit;
    }
    return bits;
  }
}
