package org.godwit.protocol.module;

/** Whom a stanza is for, seen from the service that handles it. */
public enum TargetKind {
  /** The domain itself: {@code to} is a domain that this service answers for. */
  SERVER,
  /** An account here: {@code to} is its bare JID, or absent in a stanza of its own stream. */
  ACCOUNT,
  /** Another node of a service's domain, such as a room. */
  NODE
}
