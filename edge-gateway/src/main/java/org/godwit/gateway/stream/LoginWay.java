package org.godwit.gateway.stream;

import org.godwit.gateway.sasl.Sasl2Wish;
import org.godwit.protocol.xml.XmlElement;

/** The protocol by which a client authenticates. */
public sealed interface LoginWay {
  /** RFC 6120, section 6. */
  record Sasl() implements LoginWay {}

  /**
   * XEP-0388.
   *
   * @param wish what the client wants besides
   */
  record Sasl2(Sasl2Wish wish) implements LoginWay {}

  /**
   * XEP-0078.
   *
   * @param request the iq without its password
   * @param resource the wanted resource
   */
  record IqAuth(XmlElement request, String resource) implements LoginWay {}
}
