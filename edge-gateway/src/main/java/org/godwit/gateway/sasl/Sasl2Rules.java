package org.godwit.gateway.sasl;

import java.util.List;
import java.util.Locale;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.TokenWish;
import org.godwit.gateway.bind.Bind2Rules;
import org.godwit.gateway.sasl.Sasl2Command.Abort;
import org.godwit.gateway.sasl.Sasl2Command.Authenticate;
import org.godwit.gateway.sasl.Sasl2Command.Invalid;
import org.godwit.gateway.sasl.Sasl2Command.Response;
import org.godwit.gateway.xep0198_sm.SmElements;
import org.godwit.gateway.xep0198_sm.SmRules;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlWriter;
import org.jspecify.annotations.Nullable;

/** The elements of SASL2 (XEP-0388 v1.0.4): reads the client's, writes the server's. Pure. */
public final class Sasl2Rules {
  /** Namespace of every element. */
  public static final String NAMESPACE = "urn:xmpp:sasl:2";

  private static final String AGENT_ID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

  private Sasl2Rules() {}

  /**
   * What is offered beside the mechanisms.
   *
   * @param tokens mechanisms for tokens (XEP-0484); empty for none
   * @param management whether streams can be managed and resumed
   * @param clientState whether clients can begin inactive
   */
  public record Inline(List<String> tokens, boolean management, boolean clientState) {}

  /** Returns the stream feature that lists {@code mechanisms} (section 2.1). */
  public static XmlElement feature(List<String> mechanisms, Inline offer) {
    XmlElement.Builder feature = XmlElement.of(NAMESPACE, "authentication");
    for (String mechanism : mechanisms) {
      feature.child(XmlElement.of(NAMESPACE, "mechanism").text(mechanism));
    }
    XmlElement.Builder inline = XmlElement.of(NAMESPACE, "inline");
    if (offer.management) {
      inline.child(SmElements.feature());
    }
    inline.child(Bind2Rules.feature(offer.management, offer.clientState));
    if (!offer.tokens.isEmpty()) {
      inline.child(FastRules.feature(offer.tokens));
    }
    return feature.child(inline).build();
  }

  /**
   * Reads an element of {@link #NAMESPACE}.
   *
   * @param tokens the mechanisms that are offered for tokens
   */
  public static Sasl2Command read(XmlElement element, List<String> tokens) {
    return switch (element.localName()) {
      case "authenticate" -> authenticate(element, tokens);
      case "response" -> {
        String data = SaslRules.decodable(element.text());
        yield element.firstElement() != null || data == null
            ? invalidEncoding()
            : new Response(data);
      }
      case "abort" -> new Abort();
      default -> new Invalid("malformed-request", "The element is none that is known here.");
    };
  }

  private static Sasl2Command authenticate(XmlElement element, List<String> tokens) {
    String mechanism = element.attribute("mechanism");
    if (mechanism == null || mechanism.isEmpty()) {
      return new Invalid("malformed-request", "A mechanism is needed.");
    }
    if (mechanism.length() > SaslRules.MECHANISM_CHARS_MAX) {
      return new Invalid("invalid-mechanism", null);
    }
    XmlElement response = element.child(NAMESPACE, "initial-response");
    String data = response == null ? null : SaslRules.decodable(response.text());
    if (response != null && (data == null || response.firstElement() != null)) {
      return invalidEncoding();
    }
    XmlElement agent = element.child(NAMESPACE, "user-agent");
    String agentId = agent == null ? null : agent.attribute("id");
    if (agentId != null) {
      agentId = agentId.toLowerCase(Locale.ROOT);
      if (!agentId.matches(AGENT_ID)) {
        return new Invalid("malformed-request", "The id of the user agent must be a UUID.");
      }
    }
    XmlElement fast = element.child(FastRules.NAMESPACE, "fast");
    XmlElement request = element.child(FastRules.NAMESPACE, "request-token");
    if (fast == null && request == null) {
      return new Authenticate(mechanism, data, wish(element, agentId, null));
    }
    if (agentId == null) {
      return new Invalid("malformed-request", "Tokens need a user agent with an id.");
    }
    String requested = request == null ? null : request.attribute("mechanism");
    if (request != null && (requested == null || !tokens.contains(requested))) {
      return new Invalid("malformed-request", "The mechanism for the token is not offered.");
    }
    boolean invalidates = fast != null && isTrue(fast.attribute("invalidate"));
    return new Authenticate(
        mechanism,
        data,
        wish(element, agentId, new TokenWish(agentId, requested, fast != null, invalidates)));
  }

  private static Sasl2Wish wish(
      XmlElement element, @Nullable String agentId, @Nullable TokenWish token) {
    XmlElement resume = element.child(SmElements.NAMESPACE, "resume");
    XmlElement bind = element.child(Bind2Rules.NAMESPACE, "bind");
    return new Sasl2Wish(
        agentId,
        resume == null ? null : SmRules.read(resume),
        bind == null ? null : Bind2Rules.read(bind),
        token);
  }

  private static boolean isTrue(@Nullable String value) {
    return "true".equals(value) || "1".equals(value);
  }

  private static Sasl2Command invalidEncoding() {
    return new Invalid("incorrect-encoding", null);
  }

  /** Returns {@code <challenge/>} with {@code data} in base64 (section 2.5). */
  public static String challenge(String data) {
    return XmlWriter.toText(XmlElement.of(NAMESPACE, "challenge").text(data).build());
  }

  /**
   * Returns {@code <success/>} (section 2.6.1).
   *
   * @param address the account's bare JID, or the full one where a resource is bound
   * @param data the mechanism's last word in base64; null for none
   * @param token what the client may log in with the next time; null for nothing
   * @param results what became of what it wanted besides
   */
  public static String success(
      Jid address,
      @Nullable String data,
      SaslAnswer.@Nullable Token token,
      List<XmlElement> results) {
    XmlElement.Builder success = XmlElement.of(NAMESPACE, "success");
    if (data != null) {
      success.child(XmlElement.of(NAMESPACE, "additional-data").text(data));
    }
    success.child(XmlElement.of(NAMESPACE, "authorization-identifier").text(address.toString()));
    results.forEach(success::child);
    if (token != null) {
      success.child(FastRules.token(token));
    }
    return XmlWriter.toText(success.build());
  }

  /** Returns {@code <failure/>} (section 2.6.2); {@code text} in English, null for none. */
  public static String failure(String condition, @Nullable String text) {
    XmlElement.Builder failure =
        XmlElement.of(NAMESPACE, "failure").child(XmlElement.of(SaslRules.NAMESPACE, condition));
    if (text != null) {
      failure.child(XmlElement.of(NAMESPACE, "text").text(text));
    }
    return XmlWriter.toText(failure.build());
  }
}
