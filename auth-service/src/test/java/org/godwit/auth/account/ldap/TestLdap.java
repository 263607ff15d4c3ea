package org.godwit.auth.account.ldap;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.OperationType;
import com.unboundid.ldap.sdk.RDN;
import java.net.InetAddress;
import java.util.List;

/** An LDAP server in this process, on a free port of the loopback address. */
public final class TestLdap implements AutoCloseable {

  public static final String BASE = "ou=people,dc=example,dc=com";
  public static final String SEARCHER = "cn=xmpp,dc=example,dc=com";

  private final InMemoryDirectoryServer server;

  /** Starts it; {@code SEARCHER} has {@code password}, and nobody else may search. */
  public TestLdap(String password) {
    try {
      InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig("dc=example,dc=com");
      config.addAdditionalBindCredentials(SEARCHER, password);
      config.setListenerConfigs(
          InMemoryListenerConfig.createLDAPConfig(
              "plain", InetAddress.getLoopbackAddress(), 0, null));
      config.setAuthenticationRequiredOperationTypes(OperationType.SEARCH);
      server = new InMemoryDirectoryServer(config);
      server.add("dc=example,dc=com", new Attribute("objectClass", "domain"));
      server.add(BASE, new Attribute("objectClass", "organizationalUnit"));
      server.startListening();
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Adds a user. */
  public void add(String uid, String password) {
    try {
      server.add(
          new DN(new RDN("uid", uid), new DN(BASE)).toString(),
          List.of(
              new Attribute("objectClass", "inetOrgPerson"),
              new Attribute("cn", uid),
              new Attribute("sn", uid),
              new Attribute("userPassword", password)));
    } catch (LDAPException e) {
      throw new IllegalStateException(e);
    }
  }

  public String url() {
    return "ldap://127.0.0.1:" + server.getListenPort();
  }

  /** Ends all connections; new ones may be made. */
  public void dropConnections() {
    server.closeAllConnections(false);
  }

  @Override
  public void close() {
    server.shutDown(true);
  }
}
