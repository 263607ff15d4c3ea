package org.godwit.protocol.jid;

import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import rocks.xmpp.precis.PrecisProfile;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * Preparation and enforcement of the three parts of a JID (RFC 7622, section 3).
 *
 * <p>Pure; any thread.
 */
final class JidRules {

  private static final int PART_BYTES_MAX = 1023;
  private static final int LABEL_CHARS_MAX = 63;

  /** RFC 7622, section 3.3.1: what the identifier class allows and a localpart may not have. */
  private static final String LOCAL_EXCLUDED = "\"&'/:<>@";

  /** RFC 8264, section 7: the rules are applied until nothing changes, at most so many times. */
  private static final int ROUNDS_MAX = 4;

  private JidRules() {}

  /**
   * Tells whether {@code text} is an address of plain ASCII that enforcement would leave as it is.
   * May say no of an address that is valid.
   *
   * @param at index of the {@code @}, or -1
   * @param slash index of the {@code /}, or the length
   */
  static boolean isEnforced(String text, int at, int slash) {
    if (at == 0 || slash == text.length() - 1 || text.length() > PART_BYTES_MAX) {
      return false;
    }
    for (int i = 0; i < at; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~' || (c >= 'A' && c <= 'Z') || LOCAL_EXCLUDED.indexOf(c) >= 0) {
        return false;
      }
    }
    for (int i = slash + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~') {
        return false;
      }
    }
    return isPlainDomain(text, at + 1, slash);
  }

  /** Tells whether these are lower-case labels of letters, digits and inner hyphens. */
  private static boolean isPlainDomain(String text, int start, int end) {
    int labelStart = start;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == '.') {
        if (!isPlainLabel(text, labelStart, i)) {
          return false;
        }
        labelStart = i + 1;
      } else if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return isPlainLabel(text, labelStart, end);
  }

  private static boolean isPlainLabel(String text, int start, int end) {
    int length = end - start;
    return length > 0
        && length <= LABEL_CHARS_MAX
        && text.charAt(start) != '-'
        && text.charAt(end - 1) != '-'
        && !text.startsWith("xn--", start);
  }

  /** Returns the address of these parts, or null where one of them is not valid. */
  static @Nullable Jid enforce(@Nullable String local, String domain, @Nullable String resource) {
    String enforcedDomain = domain(domain);
    if (enforcedDomain == null) {
      return null;
    }
    String enforcedLocal = null;
    if (local != null) {
      enforcedLocal = local(local);
      if (enforcedLocal == null) {
        return null;
      }
    }
    String enforcedResource = null;
    if (resource != null) {
      enforcedResource = resource(resource);
      if (enforcedResource == null) {
        return null;
      }
    }
    return Jid.ofEnforced(enforcedLocal, enforcedDomain, enforcedResource);
  }

  /** Returns the enforced localpart, or null where it is not valid. Escapes of XEP-0106 stay. */
  static @Nullable String local(String local) {
    String enforced = enforced(PrecisProfiles.USERNAME_CASE_MAPPED, local);
    if (enforced == null) {
      return null;
    }
    for (int i = 0; i < enforced.length(); i++) {
      if (LOCAL_EXCLUDED.indexOf(enforced.charAt(i)) >= 0) {
        return null;
      }
    }
    return enforced;
  }

  /** Returns the enforced resourcepart, or null where it is not valid. */
  static @Nullable String resource(String resource) {
    return enforced(PrecisProfiles.OPAQUE_STRING, resource);
  }

  /** Returns the enforced domainpart, or null where it is not valid. */
  static @Nullable String domain(String domain) {
    if (domain.startsWith("[")) {
      return ipv6(domain);
    }
    // Section 3.2: "if the domainpart includes a final character considered to be a label
    // separator (dot), this character MUST be stripped".
    String name = domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    String enforced = enforced(PrecisProfiles.IDN, name);
    return enforced != null && hasOnlyLabels(enforced) ? enforced : null;
  }

  private static boolean hasOnlyLabels(String domain) {
    int labelStart = 0;
    for (int i = 0; i <= domain.length(); i++) {
      char c = i < domain.length() ? domain.charAt(i) : '.';
      if (c == '.') {
        if (i == labelStart || domain.charAt(labelStart) == '-' || domain.charAt(i - 1) == '-') {
          return false;
        }
        labelStart = i + 1;
      } else if (c < 0x80 && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static @Nullable String ipv6(String literal) {
    if (!literal.endsWith("]") || literal.indexOf('%') >= 0 || literal.indexOf(':') < 0) {
      return null;
    }
    try {
      Inet6Address.ofLiteral(literal.substring(1, literal.length() - 1));
    } catch (IllegalArgumentException e) {
      return null;
    }
    return literal.toLowerCase(Locale.ROOT);
  }

  private static @Nullable String enforced(PrecisProfile profile, String part) {
    if (part.isEmpty() || part.length() > PART_BYTES_MAX) {
      return null;
    }
    String before = part;
    for (int round = 0; round < ROUNDS_MAX; round++) {
      String after;
      try {
        after = profile.enforce(before);
      } catch (IllegalArgumentException e) {
        return null;
      }
      if (after.equals(before)) {
        return fits(after) ? after : null;
      }
      before = after;
    }
    return null;
  }

  private static boolean fits(String part) {
    return !part.isEmpty() && part.getBytes(StandardCharsets.UTF_8).length <= PART_BYTES_MAX;
  }
}
