package org.godwit.gateway.stream;

import static org.godwit.protocol.stanza.StreamErrorCondition.BAD_FORMAT;
import static org.godwit.protocol.stanza.StreamErrorCondition.HOST_UNKNOWN;
import static org.godwit.protocol.stanza.StreamErrorCondition.INVALID_FROM;
import static org.godwit.protocol.stanza.StreamErrorCondition.INVALID_NAMESPACE;
import static org.godwit.protocol.stanza.StreamErrorCondition.UNSUPPORTED_VERSION;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlAttribute;
import org.godwit.protocol.xml.XmlStreamEvent.StreamOpened;
import org.jspecify.annotations.Nullable;

/** Checks a client's stream header (RFC 6120, sections 4.7 and 4.8). Pure. */
final class HeaderRules {
  private HeaderRules() {}

  /** What a header turned out to be. */
  sealed interface Verdict {
    /** The header can be answered with this one. */
    record Accepted(StreamHeader header) implements Verdict {}

    /** The header is answered with one from {@code host}, then with the error. */
    record Refused(String host, StreamError error) implements Verdict {}
  }

  /**
   * Checks {@code opened}; {@code id} is the new stream's.
   *
   * @param account the authenticated account, whose domain the header must address; null before
   */
  static Verdict check(
      StreamOpened opened, ServedDomains domains, @Nullable Jid account, String id) {
    String host = hostOf(opened, domains);
    String answering = host != null ? host : domains.hosts().getFirst();
    StreamError error = error(opened);
    if (error == null && host == null) {
      // Section 4.7.2 obliges the client to name a domain; section 4.9.3.6 is what an absent or
      // unserved one comes to.
      error = StreamError.of(HOST_UNKNOWN, "The stream must be addressed to a domain served here.");
    }
    Jid from = error == null ? claimed(opened) : null;
    if (account != null && error == null) {
      if (!account.domain().equals(host)) {
        error = StreamError.of(HOST_UNKNOWN, "The account belongs to another domain.");
      } else if (from != null && !from.bare().equals(account)) {
        error = StreamError.of(INVALID_FROM, "The stream is authenticated for another account.");
      }
    }
    if (error != null || host == null) {
      return new Verdict.Refused(answering, error != null ? error : StreamError.of(HOST_UNKNOWN));
    }
    return new Verdict.Accepted(
        new StreamHeader(host, id, lang(opened), from == null ? null : from.bareText()));
  }

  private static @Nullable StreamError error(StreamOpened opened) {
    if (!opened.name().namespace().equals(StreamError.STREAM_NAMESPACE)) {
      return StreamError.of(INVALID_NAMESPACE, "The stream's namespace is unknown.");
    }
    if (!opened.name().localName().equals("stream")) {
      return StreamError.of(BAD_FORMAT, "The root element must be a stream.");
    }
    if (!StreamText.CLIENT_NAMESPACE.equals(opened.namespaces().get(""))) {
      return StreamError.of(
          INVALID_NAMESPACE, "The default namespace of the stream must be jabber:client.");
    }
    return versionError(attribute(opened, "version"));
  }

  /** A missing version means 0.9, which has no features and no SASL (section 4.7.5). */
  private static @Nullable StreamError versionError(@Nullable String version) {
    int dot = version == null ? -1 : version.indexOf('.');
    if (version == null
        || dot < 1
        || dot > 4
        || !isNumber(version, 0, dot)
        || !isNumber(version, dot + 1, version.length())
        || Integer.parseInt(version.substring(0, dot)) < 1) {
      return StreamError.of(UNSUPPORTED_VERSION, "Version 1.0 of XMPP is needed.");
    }
    return null;
  }

  private static boolean isNumber(String text, int start, int end) {
    if (start >= end) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String hostOf(StreamOpened opened, ServedDomains domains) {
    String to = attribute(opened, "to");
    Jid jid = to == null ? null : Jid.parse(to);
    return jid != null && jid.isDomain() && domains.isHost(jid.domain()) ? jid.domain() : null;
  }

  private static @Nullable Jid claimed(StreamOpened opened) {
    String from = attribute(opened, "from");
    return from == null ? null : Jid.parse(from);
  }

  private static @Nullable String lang(StreamOpened opened) {
    for (XmlAttribute attribute : opened.attributes()) {
      if (attribute.localName().equals("lang")
          && attribute.namespace().equals(XmlAttribute.XML_NAMESPACE)) {
        return isLanguageTag(attribute.value()) ? attribute.value() : null;
      }
    }
    return null;
  }

  /** The tag is stamped on every stanza of the stream, so it has to be short and plain. */
  private static boolean isLanguageTag(String tag) {
    return !tag.isEmpty()
        && tag.length() <= 35
        && tag.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
  }

  private static @Nullable String attribute(StreamOpened opened, String name) {
    for (XmlAttribute attribute : opened.attributes()) {
      if (attribute.namespace().isEmpty() && attribute.localName().equals(name)) {
        return attribute.value();
      }
    }
    return null;
  }
}
