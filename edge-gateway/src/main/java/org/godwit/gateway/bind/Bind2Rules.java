package org.godwit.gateway.bind;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.godwit.gateway.xep0198_sm.SmElements;
import org.godwit.gateway.xep0198_sm.SmRequest;
import org.godwit.gateway.xep0198_sm.SmRules;
import org.godwit.gateway.xep0352_csi.ClientState;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** The elements and the resources of Bind 2 (XEP-0386 v1.1.0). Pure. */
public final class Bind2Rules {
  /** Namespace of the request and its answer. */
  public static final String NAMESPACE = "urn:xmpp:bind:0";

  /** Namespace of carbons (XEP-0280), which the account's owner switches on. */
  private static final String CARBONS = "urn:xmpp:carbons:2";

  private static final int SUFFIX_BYTES = 9;

  private Bind2Rules() {}

  /**
   * Returns the feature for SASL2's inline element (section 3.1).
   *
   * @param management whether streams can be managed from the beginning
   * @param clientState whether clients can begin inactive
   */
  public static XmlElement feature(boolean management, boolean clientState) {
    XmlElement.Builder inline =
        XmlElement.of(NAMESPACE, "inline")
            .child(XmlElement.of(NAMESPACE, "feature").attribute("var", CARBONS));
    if (clientState) {
      inline.child(XmlElement.of(NAMESPACE, "feature").attribute("var", ClientState.NAMESPACE));
    }
    if (management) {
      inline.child(XmlElement.of(NAMESPACE, "feature").attribute("var", SmElements.NAMESPACE));
    }
    return XmlElement.of(NAMESPACE, "bind").child(inline).build();
  }

  /** Reads a request; what it wants and nobody offers is ignored. */
  public static Bind2Request read(XmlElement bind) {
    XmlElement tag = bind.child(NAMESPACE, "tag");
    XmlElement enable = bind.child(SmElements.NAMESPACE, "enable");
    SmRequest request = enable == null ? null : SmRules.read(enable);
    return new Bind2Request(
        tag == null || tag.text().isBlank() ? null : tag.text().strip(),
        request,
        bind.child(CARBONS, "enable") != null,
        bind.child(ClientState.NAMESPACE, "inactive") != null);
  }

  /**
   * Returns the resource of a client (section 3.2.1): its tag, and what is the same for each of its
   * requests with that tag. Nobody can tell the agent's id from it.
   *
   * @param agentId the id of the client's user agent; null for none
   * @param chance something unpredictable, for a client without one
   */
  public static String resource(
      Jid account, @Nullable String tag, @Nullable String agentId, String chance) {
    String source =
        agentId == null ? chance : account.bareText() + '\0' + agentId + '\0' + String.valueOf(tag);
    String suffix = Base64.getUrlEncoder().encodeToString(digest(source, SUFFIX_BYTES));
    String resource = tag == null ? suffix : tag + '/' + suffix;
    return account.withResource(resource) == null ? suffix : resource;
  }

  private static byte[] digest(String source, int bytes) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(source.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK lacks SHA-256", e);
    }
  }

  /** Returns the answer to a request that was granted (section 3.2.1). */
  public static XmlElement.Builder bound() {
    return XmlElement.of(NAMESPACE, "bound");
  }

  /**
   * Returns the answer to a request that the account's owner refused. The XEP has none; the client
   * is authenticated all the same and may bind in the old way.
   */
  public static XmlElement failed(StanzaErrorCondition condition, @Nullable String text) {
    XmlElement.Builder failed =
        XmlElement.of(NAMESPACE, "failed")
            .child(XmlElement.of(StanzaError.NAMESPACE, condition.element()));
    if (text != null) {
      failed.child(XmlElement.of(StanzaError.NAMESPACE, "text").text(text));
    }
    return failed.build();
  }
}
