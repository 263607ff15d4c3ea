package org.godwit.auth.account.ldap;

import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * An LDAP directory.
 *
 * @param urls its servers, {@code ldaps://host:port} or {@code ldap://host:port}, the preferred one
 *     first; at least one
 * @param startTls whether {@code ldap:} is encrypted by StartTLS (RFC 4511, section 4.14); default
 *     true
 * @param trustFile certificates that are trusted, in PEM; null for those of the Java runtime
 * @param bindDn who searches; null for nobody in particular
 * @param passwordFile file with that user's password on its first line; null for none
 * @param baseDn below which the users are
 * @param filter what finds a user, with {@code {username}}, {@code {domain}} and {@code {jid}} in
 *     it; default {@code (uid={username})}
 * @param poolMax connections for searches, and again for passwords; 1 to 1000; default 8
 */
public record LdapSettings(
    List<String> urls,
    @DefaultValue("true") boolean startTls,
    @Nullable Path trustFile,
    @Nullable String bindDn,
    @Nullable Path passwordFile,
    String baseDn,
    @DefaultValue("(uid={username})") String filter,
    @DefaultValue("8") @Min(1) @Max(1000) int poolMax) {

  private static final String PREFIX = "xmpp.auth.repositories.ldap.<name>.";

  /** Refuses what LDAP cannot read. */
  public LdapSettings {
    urls = urls == null ? List.of() : List.copyOf(urls);
    if (urls.isEmpty() || !urls.stream().allMatch(LdapSettings::isUrl)) {
      throw refused("urls", urls, "URLs such as ldaps://ldap.example.com are");
    }
    if (baseDn == null || !DN.isValidDN(baseDn)) {
      throw refused("base-dn", baseDn, "a name such as ou=people,dc=example,dc=com is");
    }
    if (bindDn != null && !DN.isValidDN(bindDn)) {
      throw refused("bind-dn", bindDn, "a name such as cn=xmpp,dc=example,dc=com is");
    }
    if (!isFilter(filter)) {
      throw refused("filter", filter, "a filter with {username} or {jid} in it is");
    }
  }

  private static IllegalArgumentException refused(
      String key, @Nullable Object value, String allowed) {
    return new IllegalArgumentException(
        PREFIX + key + " is '" + value + "': " + allowed + " allowed.");
  }

  private static boolean isUrl(String text) {
    try {
      LDAPURL url = new LDAPURL(text);
      return url.hostProvided() && (url.getScheme().equals("ldap") || isTls(url));
    } catch (LDAPException e) {
      return false;
    }
  }

  static boolean isTls(LDAPURL url) {
    return url.getScheme().equals("ldaps");
  }

  private static boolean isFilter(String template) {
    if (!template.contains("{username}") && !template.contains("{jid}")) {
      return false;
    }
    try {
      Filter.create(template.replaceAll("\\{(username|domain|jid)}", "x"));
      return true;
    } catch (LDAPException e) {
      return false;
    }
  }
}
