package org.godwit.gateway.sasl;

import java.util.Base64;
import java.util.List;
import org.godwit.gateway.sasl.SaslCommand.Abort;
import org.godwit.gateway.sasl.SaslCommand.Auth;
import org.godwit.gateway.sasl.SaslCommand.Invalid;
import org.godwit.gateway.sasl.SaslCommand.Response;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** The elements of RFC 6120, section 6.4: reads the client's, writes the server's. Pure. */
public final class SaslRules {
  /** Namespace of every SASL element; another namespace is no SASL. */
  public static final String NAMESPACE = "urn:ietf:params:xml:ns:xmpp-sasl";

  static final int MECHANISM_CHARS_MAX = 20;
  private static final String EMPTY = "=";

  private SaslRules() {}

  /** Reads an element of {@link #NAMESPACE}. */
  public static SaslCommand read(XmlElement element) {
    if (element.firstElement() != null) {
      return new Invalid("malformed-request");
    }
    return switch (element.localName()) {
      case "auth" -> auth(element);
      case "response" -> {
        String data = decodable(element.text());
        yield data == null ? new Invalid("incorrect-encoding") : new Response(data);
      }
      case "abort" -> new Abort();
      default -> new Invalid("malformed-request");
    };
  }

  private static SaslCommand auth(XmlElement element) {
    String mechanism = element.attribute("mechanism");
    if (mechanism == null || mechanism.isEmpty()) {
      return new Invalid("malformed-request");
    }
    // RFC 4422, section 3.1: names are 1 to 20 characters long.
    if (mechanism.length() > MECHANISM_CHARS_MAX) {
      return new Invalid("invalid-mechanism");
    }
    if (element.text().isEmpty()) {
      return new Auth(mechanism, null);
    }
    String data = decodable(element.text());
    return data == null ? new Invalid("incorrect-encoding") : new Auth(mechanism, data);
  }

  /** Section 6.4.2: a single equals sign stands for data of no bytes. */
  static @Nullable String decodable(String text) {
    if (text.equals(EMPTY)) {
      return "";
    }
    if (text.length() % 4 != 0) {
      return null;
    }
    try {
      Base64.getDecoder().decode(text);
      return text;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** Returns the stream feature that lists {@code mechanisms} (section 6.4.1). */
  public static XmlElement feature(List<String> mechanisms) {
    XmlElement.Builder feature = XmlElement.of(NAMESPACE, "mechanisms");
    for (String mechanism : mechanisms) {
      feature.child(XmlElement.of(NAMESPACE, "mechanism").text(mechanism));
    }
    return feature.build();
  }

  /** Returns {@code <challenge/>} with {@code data} in base64. */
  public static String challenge(String data) {
    return XmlWriter.toText(
        XmlElement.of(NAMESPACE, "challenge").text(data.isEmpty() ? EMPTY : data).build());
  }

  /** Returns {@code <success/>}; {@code data} in base64, null for none. */
  public static String success(@Nullable String data) {
    XmlElement.Builder success = XmlElement.of(NAMESPACE, "success");
    if (data != null) {
      success.text(data.isEmpty() ? EMPTY : data);
    }
    return XmlWriter.toText(success.build());
  }

  /** Returns {@code <failure/>} (section 6.5); {@code text} in English, null for none. */
  public static String failure(String condition, @Nullable String text) {
    XmlElement.Builder failure =
        XmlElement.of(NAMESPACE, "failure").child(XmlElement.of(NAMESPACE, condition));
    if (text != null) {
      failure.child(
          XmlElement.of(NAMESPACE, "text")
              .attribute(XmlAttribute.XML_NAMESPACE, "lang", "en")
              .text(text));
    }
    return XmlWriter.toText(failure.build());
  }
}
