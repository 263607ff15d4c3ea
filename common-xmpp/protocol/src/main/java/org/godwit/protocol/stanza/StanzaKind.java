package org.godwit.protocol.stanza;

/** The three stanzas of RFC 6120, section 8. */
public enum StanzaKind {
  /** Push: RFC 6121, section 5. */
  MESSAGE("message"),
  /** Publish and subscribe: RFC 6121, sections 3 and 4. */
  PRESENCE("presence"),
  /** Request and response: RFC 6120, section 8.2.3. */
  IQ("iq");

  private final String element;

  StanzaKind(String element) {
    this.element = element;
  }

  /** Returns the element's local name. */
  public String element() {
    return element;
  }
}
