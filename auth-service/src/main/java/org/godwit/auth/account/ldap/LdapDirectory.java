package org.godwit.auth.account.ldap;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.SimpleBindRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.godwit.auth.account.RepositoryAwayException;
import org.godwit.auth.account.SecretFile;
import org.godwit.auth.account.UserDirectory;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users in an LDAP directory: one connection searches for the entry, another binds as it (RFC 4511,
 * sections 4.2 and 4.5). Any thread; calls block. Nothing is connected before it is needed.
 */
public final class LdapDirectory implements UserDirectory, AutoCloseable {

  private static final Logger LOGGER = LoggerFactory.getLogger(LdapDirectory.class);
  private static final int SIZE_LIMIT = 2;

  /** What servers answer to a password that they do not take, apart from 49. */
  private static final Set<ResultCode> REFUSALS =
      Set.of(
          ResultCode.INVALID_CREDENTIALS,
          ResultCode.NO_SUCH_OBJECT,
          ResultCode.INAPPROPRIATE_AUTHENTICATION,
          ResultCode.CONSTRAINT_VIOLATION,
          ResultCode.UNWILLING_TO_PERFORM,
          ResultCode.INVALID_DN_SYNTAX);

  private final LdapSettings settings;
  private final LDAPConnectionPool searching;
  private final LDAPConnectionPool binding;

  /**
   * Makes the client.
   *
   * @param name what the configuration calls the directory
   * @param timeout for connecting and for each answer
   */
  public LdapDirectory(String name, LdapSettings settings, Duration timeout) {
    this.settings = settings;
    String prefix = "xmpp.auth.repositories.ldap." + name + ".";
    SimpleBindRequest searcher =
        settings.bindDn() == null || settings.passwordFile() == null
            ? null
            : new SimpleBindRequest(
                settings.bindDn(),
                SecretFile.read(prefix + "password-file", settings.passwordFile()));
    Connecting connecting = new Connecting(settings, prefix, timeout);
    this.searching = connecting.pool(searcher);
    this.binding = connecting.pool(null);
  }

  @Override
  public boolean exists(Jid account) {
    return find(account) != null;
  }

  @Override
  public Check check(Jid account, String password) {
    if (password.isEmpty()) {
      // A bind without a password succeeds as nobody (RFC 4513, section 5.1.2).
      return Check.WRONG;
    }
    String dn = find(account);
    boolean isRight = binds(dn == null ? nobody() : dn, password);
    if (dn == null) {
      return Check.UNKNOWN;
    }
    return isRight ? Check.RIGHT : Check.WRONG;
  }

  /** Returns a name that nobody has, so that an unknown user takes as long as another. */
  private String nobody() {
    return "cn=no such user," + settings.baseDn();
  }

  /** Returns the name of the account's entry, or null where there is none, or more than one. */
  private @Nullable String find(Jid account) {
    try {
      SearchRequest request =
          new SearchRequest(settings.baseDn(), SearchScope.SUB, filter(account), "1.1");
      request.setSizeLimit(SIZE_LIMIT);
      List<SearchResultEntry> found = searching.search(request).getSearchEntries();
      if (found.size() > 1) {
        return ambiguous();
      }
      return found.isEmpty() ? null : found.getFirst().getDN();
    } catch (LDAPSearchException e) {
      if (e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
        return ambiguous();
      }
      throw away(e);
    }
  }

  private static @Nullable String ambiguous() {
    LOGGER.atWarn().log("an LDAP filter finds more than one entry for an account: nobody has it");
    return null;
  }

  private Filter filter(Jid account) {
    String text = settings.filter();
    text = text.replace("{username}", encoded(String.valueOf(account.local())));
    text = text.replace("{domain}", encoded(account.domain()));
    text = text.replace("{jid}", encoded(account.bareText()));
    try {
      return Filter.create(text);
    } catch (LDAPException e) {
      throw new IllegalStateException("a checked filter is none", e);
    }
  }

  /** RFC 4515, section 3: whatever a client sends is a value, and never a part of the filter. */
  private static String encoded(String value) {
    return Filter.encodeValue(value);
  }

  private boolean binds(String dn, String password) {
    try {
      binding.bind(dn, password);
      return true;
    } catch (LDAPException e) {
      if (REFUSALS.contains(e.getResultCode())) {
        return false;
      }
      throw away(e);
    }
  }

  private static RepositoryAwayException away(LDAPException e) {
    return new RepositoryAwayException("LDAP answers " + e.getResultCode(), e);
  }

  @Override
  public void close() {
    searching.close();
    binding.close();
  }
}
