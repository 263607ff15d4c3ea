package org.godwit.gateway.netty;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A client with the JDK's TLS that trusts anybody; it begins with STARTTLS. */
final class TlsClient implements AutoCloseable {
  private static final String STARTTLS = "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>";

  final SSLSocket socket;

  /** Makes a context; {@code store} holds the client's certificate, null for none. */
  static SSLContext context(@Nullable KeyStore store) throws GeneralSecurityException {
    KeyManager[] keys = null;
    if (store != null) {
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, new char[0]);
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new TrustsAll()}, null);
    return context;
  }

  private static final class TrustsAll implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  TlsClient(int port, SSLContext context, String version, @Nullable String host)
      throws IOException {
    Socket plain = new Socket(InetAddress.getLoopbackAddress(), port);
    plain.setSoTimeout(10_000);
    write(plain, WireClient.HEADER);
    read(plain, "</stream:features>");
    write(plain, STARTTLS);
    read(plain, "/>");
    socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "peer", port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    if (host != null) {
      parameters.setServerNames(List.of(new SNIHostName(host)));
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
  }

  /** Opens the stream inside TLS; returns the features. */
  String open() throws IOException {
    write(socket, WireClient.HEADER);
    return read(socket, "</stream:features>");
  }

  String ask(String text, String end) throws IOException {
    write(socket, text);
    return read(socket, end);
  }

  X509Certificate serverCertificate() throws IOException {
    return (X509Certificate) socket.getSession().getPeerCertificates()[0];
  }

  private static void write(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    to.getOutputStream().flush();
  }

  private static String read(Socket from, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = from.getInputStream();
    while (text.indexOf(end) < 0) {
      int b = in.read();
      if (b < 0) {
        return text + "(end)";
      }
      text.append((char) b);
    }
    return text.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
