package org.godwit.gateway.registration;

import static org.godwit.protocol.stanza.StanzaErrorCondition.BAD_REQUEST;
import static org.godwit.protocol.stanza.StanzaErrorCondition.NOT_ACCEPTABLE;
import static org.godwit.protocol.stanza.StanzaErrorCondition.UNEXPECTED_REQUEST;

import org.godwit.gateway.registration.RegistrationCommand.AskFields;
import org.godwit.gateway.registration.RegistrationCommand.Invalid;
import org.godwit.gateway.registration.RegistrationCommand.Submit;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/** Registration of an account with the server (XEP-0077 v2.4, section 3.1). Pure. */
public final class RegistrationRules {
  /** Namespace of the payload. */
  public static final String NAMESPACE = "jabber:iq:register";

  /** Name of the payload. */
  public static final XmlName QUERY = new XmlName(NAMESPACE, "query");

  /** Name of the payload that shows an invitation (XEP-0445 v0.2.0, section 4). */
  public static final XmlName PREAUTH = new XmlName("urn:xmpp:pars:0", "preauth");

  private static final String INVITE_FEATURE_NAMESPACE = "urn:xmpp:ibr-token:0";
  private static final int TOKEN_CHARS_MAX = 200;
  private static final String FEATURE_NAMESPACE = "http://jabber.org/features/iq-register";
  private static final String FORM_NAMESPACE = "jabber:x:data";
  private static final String INSTRUCTIONS =
      "Choose a username and password for use with this service.";

  private RegistrationRules() {}

  /** Reads an iq of type get or set whose payload is {@link #QUERY} or {@link #PREAUTH}. */
  public static RegistrationCommand read(XmlElement iq) {
    XmlElement preauth = iq.child(PREAUTH.namespace(), PREAUTH.localName());
    if (preauth != null) {
      return show(iq, preauth);
    }
    XmlElement query = iq.child(NAMESPACE, "query");
    String type = iq.attribute("type");
    String id = iq.attribute("id");
    if (query == null || id == null || iq.elements().size() != 1) {
      return new Invalid(StanzaError.of(BAD_REQUEST, "An iq needs an id and exactly one child."));
    }
    if ("get".equals(type)) {
      return new AskFields();
    }
    if (query.child(NAMESPACE, "remove") != null) {
      // Section 3.2: nobody is authenticated, so there is nothing to cancel.
      return new Invalid(StanzaError.of(UNEXPECTED_REQUEST, "Log in to cancel a registration."));
    }
    return submit(query);
  }

  private static RegistrationCommand show(XmlElement iq, XmlElement preauth) {
    String token = preauth.attribute("token");
    return iq.attribute("id") == null
            || !"set".equals(iq.attribute("type"))
            || iq.elements().size() != 1
            || token == null
            || token.isEmpty()
            || token.length() > TOKEN_CHARS_MAX
        ? new Invalid(StanzaError.of(BAD_REQUEST, "A set with one token is expected."))
        : new RegistrationCommand.Show(token);
  }

  /** Section 3.1: whoever leaves out a required field gets not-acceptable. */
  private static RegistrationCommand submit(XmlElement query) {
    XmlElement form = query.child(FORM_NAMESPACE, "x");
    String username = form == null ? field(query, "username") : formField(form, "username");
    String password = form == null ? field(query, "password") : formField(form, "password");
    if (username == null || username.isEmpty() || password == null || password.isEmpty()) {
      return new Invalid(
          StanzaError.of(NOT_ACCEPTABLE, "Both username and password must be given."));
    }
    return new Submit(username, password);
  }

  private static @Nullable String field(XmlElement query, String name) {
    XmlElement field = query.child(NAMESPACE, name);
    return field == null ? null : field.text();
  }

  private static @Nullable String formField(XmlElement form, String name) {
    for (XmlElement field : form.elements()) {
      XmlElement value = field.child(FORM_NAMESPACE, "value");
      if (field.localName().equals("field")
          && name.equals(field.attribute("var"))
          && value != null) {
        return value.text();
      }
    }
    return null;
  }

  /** Returns the payload that names the fields to fill in. */
  public static XmlElement fields() {
    return XmlElement.of(NAMESPACE, "query")
        .child(XmlElement.of(NAMESPACE, "instructions").text(INSTRUCTIONS))
        .child(XmlElement.of(NAMESPACE, "username"))
        .child(XmlElement.of(NAMESPACE, "password"))
        .build();
  }

  /** Returns {@code iq} with an empty payload: an answer must not repeat a password or a token. */
  public static XmlElement withoutSecrets(XmlElement iq) {
    XmlElement.Builder without = iq.toBuilder();
    if (iq.child(PREAUTH.namespace(), PREAUTH.localName()) != null) {
      return without
          .without(PREAUTH.namespace(), PREAUTH.localName())
          .without(NAMESPACE, "query")
          .child(XmlElement.of(PREAUTH.namespace(), PREAUTH.localName()))
          .build();
    }
    return without.without(NAMESPACE, "query").child(XmlElement.of(NAMESPACE, "query")).build();
  }

  /** Returns the stream feature of invitations (XEP-0445, section 3). */
  public static XmlElement inviteFeature() {
    return XmlElement.of(INVITE_FEATURE_NAMESPACE, "register").build();
  }

  /** Returns the stream feature (section 8). */
  public static XmlElement feature() {
    return XmlElement.of(FEATURE_NAMESPACE, "register").build();
  }
}
