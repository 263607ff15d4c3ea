/**
 * XML of an XMPP stream: reader, writer and element tree. Entry: {@code XmlStreamReader}; no byte
 * of a peer is trusted.
 */
@NullMarked
package org.godwit.protocol.xml;

import org.jspecify.annotations.NullMarked;
