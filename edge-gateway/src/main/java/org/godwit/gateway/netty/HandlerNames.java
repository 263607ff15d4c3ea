package org.godwit.gateway.netty;

/** Names of the handlers of a client's pipeline. */
final class HandlerNames {
  /** TLS, present from {@code <starttls/>} on. */
  static final String TLS = "tls";

  /** The stream: XML, machine, delivery. */
  static final String STREAM = "stream";

  private HandlerNames() {}
}
