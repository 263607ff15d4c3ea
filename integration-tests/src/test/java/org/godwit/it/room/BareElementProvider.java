package org.godwit.it.room;

import java.io.IOException;
import org.jivesoftware.smack.packet.StandardExtensionElement;
import org.jivesoftware.smack.packet.XmlEnvironment;
import org.jivesoftware.smack.provider.ExtensionElementProvider;
import org.jivesoftware.smack.provider.ProviderManager;
import org.jivesoftware.smack.util.ParserUtils;
import org.jivesoftware.smack.xml.XmlPullParser;
import org.jivesoftware.smack.xml.XmlPullParserException;

/**
 * Reads elements of rooms that Smack does not know. With assertions on, its reader of unknown
 * elements fails at the namespace declaration of every one, and the connection with it.
 */
final class BareElementProvider extends ExtensionElementProvider<StandardExtensionElement> {

  private final String element;
  private final String namespace;

  private BareElementProvider(String element, String namespace) {
    this.element = element;
    this.namespace = namespace;
  }

  /** Makes them known to all Smack clients of this JVM. */
  static void register() {
    register("occupant-id", "urn:xmpp:occupant-id:0");
    register("x", "http://jabber.org/protocol/muc");
  }

  private static void register(String element, String namespace) {
    ProviderManager.addExtensionProvider(
        element, namespace, new BareElementProvider(element, namespace));
  }

  @Override
  public StandardExtensionElement parse(
      XmlPullParser parser, int initialDepth, XmlEnvironment environment)
      throws XmlPullParserException, IOException {
    StandardExtensionElement.Builder read = StandardExtensionElement.builder(element, namespace);
    String id = parser.getAttributeValue("id");
    if (id != null) {
      read.addAttribute("id", id);
    }
    ParserUtils.forwardToEndTagOfDepth(parser, initialDepth);
    return read.build();
  }
}
