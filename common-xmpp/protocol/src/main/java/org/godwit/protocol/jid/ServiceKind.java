package org.godwit.protocol.jid;

/** Which service a domain belongs to. */
public enum ServiceKind {
  /** A served domain itself: accounts and the server. */
  SESSION,
  /** {@code muc.} below a served domain: rooms. */
  MUC,
  /** {@code channel.} below a served domain: official accounts' channels. */
  CHANNEL,
  /** Any other domain. */
  REMOTE
}
