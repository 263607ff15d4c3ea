package org.godwit.auth.domain;

/** What became of a change of the virtual hosts. */
public enum HostOutcome {
  /** It stands. */
  DONE,
  /** There is such a host already. */
  EXISTS,
  /** There is no such host. */
  MISSING,
  /** The host has changed since the revision that was named. */
  STALE,
  /** It is the only host, and one must remain. */
  LAST,
  /** One of two hosts would be a service domain of the other. */
  OVERLAPS,
  /** There are as many hosts as may be. */
  TOO_MANY
}
