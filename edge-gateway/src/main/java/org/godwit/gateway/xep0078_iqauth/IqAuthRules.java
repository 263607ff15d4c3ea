package org.godwit.gateway.xep0078_iqauth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/**
 * The elements of jabber:iq:auth (XEP-0078 v2.5). Only passwords in the clear, so only inside TLS:
 * no digest can be checked against what is kept of a password. Pure.
 */
public final class IqAuthRules {
  /** Namespace of the query. */
  public static final String NAMESPACE = "jabber:iq:auth";

  /** Payload of a request. */
  public static final XmlName QUERY = new XmlName(NAMESPACE, "query");

  private IqAuthRules() {}

  /**
   * What a client logs in with.
   *
   * @param username the name
   * @param password the password
   * @param resource the wanted resource
   */
  public record Credentials(String username, String password, String resource) {
    /** Returns both as SASL's PLAIN has them (RFC 4616), in base64. */
    public String toPlain() {
      String message = '\0' + username + '\0' + password;
      return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
      return "Credentials";
    }
  }

  /** Returns the stream feature (section 4). */
  public static XmlElement feature() {
    return XmlElement.of("http://jabber.org/features/iq-auth", "auth").build();
  }

  /** Returns the fields that a client has to fill in (section 3.1). */
  public static XmlElement fields() {
    return XmlElement.of(NAMESPACE, "query")
        .child(XmlElement.of(NAMESPACE, "username"))
        .child(XmlElement.of(NAMESPACE, "password"))
        .child(XmlElement.of(NAMESPACE, "resource"))
        .build();
  }

  /** Returns what {@code iq} logs in with, or null where something is missing. */
  public static @Nullable Credentials read(XmlElement iq) {
    XmlElement query = iq.child(NAMESPACE, "query");
    String username = field(query, "username");
    String password = field(query, "password");
    String resource = field(query, "resource");
    return username == null || password == null || resource == null
        ? null
        : new Credentials(username, password, resource);
  }

  private static @Nullable String field(@Nullable XmlElement query, String name) {
    XmlElement field = query == null ? null : query.child(NAMESPACE, name);
    return field == null || field.text().isEmpty() ? null : field.text();
  }
}
