package org.godwit.auth.account.ldap;

import com.unboundid.ldap.sdk.BindRequest;
import com.unboundid.ldap.sdk.FailoverServerSet;
import com.unboundid.ldap.sdk.LDAPConnectionOptions;
import com.unboundid.ldap.sdk.LDAPConnectionPool;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPURL;
import com.unboundid.ldap.sdk.ServerSet;
import com.unboundid.ldap.sdk.SingleServerSet;
import com.unboundid.ldap.sdk.StartTLSPostConnectProcessor;
import com.unboundid.util.ssl.HostNameSSLSocketVerifier;
import com.unboundid.util.ssl.JVMDefaultTrustManager;
import com.unboundid.util.ssl.PEMFileTrustManager;
import com.unboundid.util.ssl.SSLUtil;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStoreException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.godwit.auth.ConfigurationRefusedException;
import org.jspecify.annotations.Nullable;

/** How connections to the servers of a directory are made. */
final class Connecting {

  private final LdapSettings settings;
  private final int timeoutMillis;
  private final SSLContext tls;

  /**
   * @param prefix the configuration keys of the directory begin with it
   */
  Connecting(LdapSettings settings, String prefix, Duration timeout) {
    this.settings = settings;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    try {
      this.tls = new SSLUtil(trusted(prefix, settings.trustFile())).createSSLContext();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("no TLS", e);
    }
  }

  private static TrustManager trusted(String prefix, @Nullable Path file) {
    if (file == null) {
      return JVMDefaultTrustManager.getInstance();
    }
    try {
      return new PEMFileTrustManager(file.toFile());
    } catch (KeyStoreException e) {
      throw new ConfigurationRefusedException(
          prefix
              + "trust-file is '"
              + file
              + "', which cannot be read: a file with certificates in PEM is allowed.",
          e);
    }
  }

  /**
   * Returns connections that are made when they are needed.
   *
   * @param user who they are; null for nobody
   */
  LDAPConnectionPool pool(@Nullable BindRequest user) {
    ServerSet[] servers = settings.urls().stream().map(this::server).toArray(ServerSet[]::new);
    try {
      LDAPConnectionPool pool =
          new LDAPConnectionPool(
              servers.length == 1 ? servers[0] : new FailoverServerSet(servers),
              user,
              0,
              settings.poolMax());
      pool.setRetryFailedOperationsDueToInvalidConnections(true);
      pool.setMaxWaitTimeMillis(timeoutMillis);
      pool.setCreateIfNecessary(true);
      return pool;
    } catch (LDAPException e) {
      // With no connection at the start there is nothing that could fail.
      throw new IllegalStateException("no pool of LDAP connections", e);
    }
  }

  private ServerSet server(String text) {
    LDAPConnectionOptions options = new LDAPConnectionOptions();
    options.setConnectTimeoutMillis(timeoutMillis);
    options.setResponseTimeoutMillis(timeoutMillis);
    options.setFollowReferrals(false);
    options.setSSLSocketVerifier(new HostNameSSLSocketVerifier(true));
    LDAPURL url;
    try {
      url = new LDAPURL(text);
    } catch (LDAPException e) {
      throw new IllegalStateException("a checked URL is none", e);
    }
    boolean isTls = LdapSettings.isTls(url);
    return new SingleServerSet(
        url.getHost(),
        url.getPort(),
        isTls ? tls.getSocketFactory() : null,
        options,
        null,
        !isTls && settings.startTls() ? new StartTLSPostConnectProcessor(tls) : null);
  }
}
