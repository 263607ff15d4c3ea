package org.godwit.gateway.stream;

/** What carries a client's streams. */
public enum Transport {
  /** TCP in the clear, to which STARTTLS adds encryption (RFC 6120, section 5). */
  TCP,
  /** TLS from the first byte (XEP-0368). */
  DIRECT_TLS,
  /** A WebSocket (RFC 7395). */
  WEBSOCKET,
  /** HTTP requests and answers (XEP-0124, XEP-0206). */
  BOSH;

  /** Tells whether streams may switch to TLS: RFC 7395, section 3.9, forbids it on WebSockets. */
  public boolean offersStartTls() {
    return this == TCP;
  }

  /** Tells whether clients may be sent to another host and port (RFC 6120, section 4.9.3.19). */
  public boolean offersRedirection() {
    return this == TCP || this == DIRECT_TLS;
  }

  /** Tells whether streams may be compressed (XEP-0138): HTTP has its own ways to do that. */
  public boolean offersCompression() {
    return this == TCP || this == DIRECT_TLS;
  }

  /** Tells whether streams may be managed (XEP-0198): BOSH has its own acknowledgements. */
  public boolean offersStreamManagement() {
    return this != BOSH;
  }
}
