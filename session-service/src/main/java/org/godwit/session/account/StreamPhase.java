package org.godwit.session.account;

/** How a session's stream stands (docs/stream-lifecycle.md, section 1). */
enum StreamPhase {
  /** A gateway holds it. */
  LIVE,
  /** Its connection is lost and may be resumed: what is for it is kept in the store. */
  DETACHED,
  /** It has ended; what was under way to it is still coming back. */
  PARTING
}
