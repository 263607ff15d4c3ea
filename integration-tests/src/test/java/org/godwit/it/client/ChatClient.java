package org.godwit.it.client;

import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.godwit.it.server.ServerAddress;
import org.jivesoftware.smack.ConnectionConfiguration.SecurityMode;
import org.jivesoftware.smack.SmackException;
import org.jivesoftware.smack.XMPPException;
import org.jivesoftware.smack.filter.StanzaTypeFilter;
import org.jivesoftware.smack.packet.Message;
import org.jivesoftware.smack.packet.Presence;
import org.jivesoftware.smack.roster.Roster;
import org.jivesoftware.smack.tcp.XMPPTCPConnection;
import org.jivesoftware.smack.tcp.XMPPTCPConnectionConfiguration;
import org.jivesoftware.smackx.iqregister.AccountManager;
import org.jivesoftware.smackx.ping.PingManager;
import org.jxmpp.jid.EntityFullJid;
import org.jxmpp.jid.impl.JidCreate;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprepException;

/**
 * A Smack client over TLS that collects the messages it gets. One thread.
 *
 * <p>It keeps no roster and turns to no other server.
 */
public final class ChatClient implements AutoCloseable {

  /** How long a test waits for what must come. */
  public static final Duration LIMIT = Duration.ofSeconds(20);

  /** The domain of servers under test. */
  public static final String DOMAIN = "localhost";

  private final XMPPTCPConnection connection;
  private final BlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private final List<Exception> closings = new CopyOnWriteArrayList<>();

  private ChatClient(XMPPTCPConnection connection) {
    this.connection = connection;
    connection.addSyncStanzaListener(
        stanza -> inbox.add((Message) stanza), StanzaTypeFilter.MESSAGE);
    connection.addConnectionListener(new ClosingListener(closings));
  }

  /** Returns a client that is not yet connected. */
  public static ChatClient of(ServerAddress server, String resource, String... mechanisms) {
    try {
      XMPPTCPConnectionConfiguration.Builder configuration =
          XMPPTCPConnectionConfiguration.builder()
              .setXmppDomain(DOMAIN)
              .setHostAddress(InetAddress.ofLiteral("127.0.0.1"))
              .setPort(server.ports().xmpp())
              .setSecurityMode(SecurityMode.required)
              .setCustomX509TrustManager(new PinnedTrust(server.certificate()))
              .setHostnameVerifier((host, session) -> host.equals(DOMAIN))
              .setSendPresence(false)
              .setResource(resource);
      for (String mechanism : mechanisms) {
        configuration.addEnabledSaslMechanism(mechanism);
      }
      XMPPTCPConnection connection = new XMPPTCPConnection(configuration.build());
      connection.setReplyTimeout(LIMIT.toMillis());
      Roster.getInstanceFor(connection).setRosterLoadedAtLogin(false);
      return new ChatClient(connection);
    } catch (XmppStringprepException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Registers {@code user} in band, with its name as password, and ends the stream. */
  public static void register(ServerAddress server, String user)
      throws SmackException, IOException, XMPPException, InterruptedException {
    try (ChatClient client = of(server, "registration").connect()) {
      AccountManager.getInstance(client.connection).createAccount(Localpart.from(user), user);
    }
  }

  /** Registers {@code user} and logs in as an available resource. */
  public static ChatClient registered(ServerAddress server, String user)
      throws SmackException, IOException, XMPPException, InterruptedException {
    register(server, user);
    return of(server, "test").connect().login(user).available();
  }

  /** Logs in {@code user}, whose name is the password, as an available resource. */
  public static ChatClient online(ServerAddress server, String user)
      throws SmackException, IOException, XMPPException, InterruptedException {
    return of(server, "test").connect().login(user).available();
  }

  /** Connects and turns on TLS. */
  public ChatClient connect()
      throws SmackException, IOException, XMPPException, InterruptedException {
    connection.connect();
    return this;
  }

  /** Logs in with the name as password and binds the resource; stays unavailable. */
  public ChatClient login(String user)
      throws SmackException, IOException, XMPPException, InterruptedException {
    return login(user, user);
  }

  /** Logs in and binds the resource; stays unavailable. */
  public ChatClient login(String user, String password)
      throws SmackException, IOException, XMPPException, InterruptedException {
    connection.login(user, password);
    return this;
  }

  /** Sends initial presence. */
  public ChatClient available() throws SmackException, InterruptedException {
    return available(0);
  }

  /** Sends presence with {@code priority}. */
  public ChatClient available(int priority) throws SmackException, InterruptedException {
    connection.sendStanza(
        connection
            .getStanzaFactory()
            .buildPresenceStanza()
            .ofType(Presence.Type.available)
            .setPriority(priority)
            .build());
    return this;
  }

  /** Sends a chat message. */
  public void send(String to, String body) throws SmackException, InterruptedException {
    try {
      connection.sendStanza(
          connection
              .getStanzaFactory()
              .buildMessageStanza()
              .to(JidCreate.from(to))
              .ofType(Message.Type.chat)
              .setBody(body)
              .build());
    } catch (XmppStringprepException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Returns the next message; fails where none comes within {@link #LIMIT}. */
  public Message receive() throws InterruptedException {
    Message message = inbox.poll(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    if (message == null) {
      throw new AssertionError("no message within " + LIMIT);
    }
    return message;
  }

  /** Returns the body of the next message. */
  public String receiveBody() throws InterruptedException {
    return String.valueOf(receive().getBody());
  }

  /**
   * Tells whether a message has come already. A ping answered before orders the question: what was
   * sent to this client before the ping is here.
   */
  public boolean hasMessage() {
    return !inbox.isEmpty();
  }

  /** Asks the server for a sign of life and tells whether it came. */
  public boolean ping() throws SmackException, InterruptedException {
    return PingManager.getInstanceFor(connection).pingMyServer(false, LIMIT.toMillis());
  }

  /** Returns the bound address. */
  public EntityFullJid jid() {
    return connection.getUser();
  }

  /** Returns the resource that was bound. */
  public Resourcepart resource() {
    return connection.getUser().getResourcepart();
  }

  /** Returns the Smack connection, for its extensions. */
  public XMPPTCPConnection smack() {
    return connection;
  }

  /** Returns why the connection was closed by errors so far. */
  public List<Exception> closings() {
    return List.copyOf(closings);
  }

  /** Cuts the connection without closing the stream, as a lost network does. */
  public void cut() {
    connection.instantShutdown();
  }

  @Override
  public void close() {
    connection.disconnect();
  }
}
