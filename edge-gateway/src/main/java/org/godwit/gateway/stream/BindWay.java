package org.godwit.gateway.stream;

import org.godwit.protocol.xml.XmlElement;

/** How a client asked for its resource. */
public sealed interface BindWay {
  /**
   * RFC 6120, section 7.
   *
   * @param request the iq
   */
  record Iq(XmlElement request) implements BindWay {}

  /**
   * XEP-0386.
   *
   * @param success what waits to be told with the answer
   */
  record Inline(PendingSuccess success) implements BindWay {}

  /**
   * XEP-0078, which logs in and binds at once.
   *
   * @param request the iq without its password
   */
  record IqAuth(XmlElement request) implements BindWay {}
}
