package org.godwit.gateway.routing;

/**
 * Whether this gateway may still act. One that was stopped for so long that another may have
 * adopted its topic must not write or publish anything.
 */
@FunctionalInterface
public interface Lease {
  /** The lease of a gateway that nobody adopts. */
  Lease ALWAYS = () -> true;

  /** Tells whether the lease is held. Any thread; asked per read and per write, so cheap. */
  boolean isHeld();
}
