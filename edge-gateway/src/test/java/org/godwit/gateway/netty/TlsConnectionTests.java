package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.netty.handler.ssl.OpenSsl;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x509.GeneralName;
import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.gateway.socket.NetBuffProperties;
import org.godwit.gateway.tls.TestCertificates;
import org.godwit.gateway.tls.TlsProperties;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.godwit.testkit.InMemoryBusSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.util.unit.DataSize;

/** A real TLS client against each engine: SNI, channel binding, client certificates, tickets. */
class TlsConnectionTests {
  private static final String AUTH =
      "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='SCRAM-SHA-1'>AAAA</auth>";

  @TempDir Path folder;

  private final TestCertificates authority = new TestCertificates();
  private @Nullable C2sListener listener;
  private @Nullable GatewayFixture gateway;

  private GatewayFixture listen(
      TlsProperties.Engine engine,
      List<TlsProperties.HostCertificate> hosts,
      @Nullable Path clientTrust) {
    if (engine == TlsProperties.Engine.BORINGSSL) {
      assumeThat(OpenSsl.isAvailable()).isTrue();
    }
    TlsServer tls = GatewayFixture.tls(folder, engine, hosts, clientTrust);
    GatewayFixture made = new GatewayFixture(tls, true, InMemoryBusSettings.DEFAULT);
    made.auth.policy =
        new DomainPolicy(false, false, List.of("EXTERNAL", "SCRAM-SHA-1", "PLAIN"), true);
    gateway = made;
    C2sListener started =
        new C2sListener(
            new C2sProperties(
                "127.0.0.1",
                0,
                16,
                1,
                true,
                true,
                DataSize.ofKilobytes(256),
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                NetBuffProperties.Size.STANDARD),
            made.services);
    started.start();
    listener = started;
    return made;
  }

  private TlsClient connect(SSLContext context, String version, @Nullable String host)
      throws Exception {
    if (listener == null) {
      throw new IllegalStateException("nobody listens");
    }
    return new TlsClient(listener.port(), context, version, host);
  }

  @AfterEach
  void stop() {
    if (listener != null) {
      listener.closeStreams(
          StreamError.of(StreamErrorCondition.SYSTEM_SHUTDOWN), Duration.ofSeconds(3));
      listener.stop();
    }
    if (gateway != null) {
      gateway.pump();
      gateway.services.tls().close();
    }
  }

  private static SecureChannel told(GatewayFixture gateway) {
    return gateway.auth.steps.getLast().channel();
  }

  private static String endPoint(TlsClient client) throws Exception {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(client.serverCertificate().getEncoded()));
  }

  @Test
  void exporterIsTheSameOnBothSidesWithTheJdk() throws Exception {
    // Given
    GatewayFixture made = listen(TlsProperties.Engine.JDK, List.of(), null);
    try (TlsClient client = connect(TlsClient.context(null), "TLSv1.3", null)) {
      // When
      String features = client.open();
      client.ask(AUTH, "</challenge>");

      // Then
      ExtendedSSLSession session = (ExtendedSSLSession) client.socket.getSession();
      byte[] exported =
          session.exportKeyingMaterialData("EXPORTER-Channel-Binding", new byte[0], 32);
      assertThat(told(made).bindings())
          .containsEntry("tls-exporter", Base64.getEncoder().encodeToString(exported))
          .containsEntry("tls-server-end-point", endPoint(client));
      assertThat(features)
          .contains("<mechanism>SCRAM-SHA-1-PLUS</mechanism>")
          .contains("<channel-binding type=\"tls-exporter\"/>")
          .contains("<channel-binding type=\"tls-server-end-point\"/>")
          .contains("<mechanism>HT-SHA-256-EXPR</mechanism>")
          .doesNotContain("<mechanism>EXTERNAL</mechanism>");
    }
  }

  @ParameterizedTest
  @CsvSource({"BORINGSSL, TLSv1.2", "BORINGSSL, TLSv1.3", "JDK, TLSv1.2"})
  void endPointIsAllThatOthersHave(TlsProperties.Engine engine, String version) throws Exception {
    // Given
    GatewayFixture made = listen(engine, List.of(), null);
    try (TlsClient client = connect(TlsClient.context(null), version, null)) {
      // When
      String features = client.open();
      client.ask(AUTH, "</challenge>");

      // Then
      assertThat(told(made).bindings())
          .containsOnlyKeys("tls-server-end-point")
          .containsEntry("tls-server-end-point", endPoint(client));
      assertThat(features)
          .contains("<mechanism>SCRAM-SHA-1-PLUS</mechanism>")
          .doesNotContain("tls-exporter");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsProperties.Engine.class,
      names = {"JDK", "BORINGSSL"})
  void hostThatTheClientNamesChoosesTheCertificate(TlsProperties.Engine engine) throws Exception {
    // Given
    TestCertificates.Issued issued = authority.issue("CN=a.example");
    GatewayFixture made = listen(engine, List.of(issued.write(folder, "a.example")), null);

    // When // Then
    try (TlsClient named = connect(TlsClient.context(null), "TLSv1.3", "a.example");
        TlsClient other = connect(TlsClient.context(null), "TLSv1.3", "b.example")) {
      assertThat(named.serverCertificate()).isEqualTo(issued.certificate());
      assertThat(other.serverCertificate()).isNotEqualTo(issued.certificate());
      named.open();
      named.ask(AUTH, "</challenge>");
      assertThat(told(made).bindings()).containsEntry("tls-server-end-point", endPoint(named));
    }
  }

  @ParameterizedTest
  @CsvSource({"JDK, TLSv1.3", "BORINGSSL, TLSv1.3", "JDK, TLSv1.2", "BORINGSSL, TLSv1.2"})
  void trustedClientCertificateLogsIn(TlsProperties.Engine engine, String version)
      throws Exception {
    // Given
    listen(engine, List.of(), authority.write(folder));
    TestCertificates.Issued alice =
        authority.issue("CN=Alice", TestCertificates.xmppAddr("alice@localhost"));
    try (TlsClient client = connect(TlsClient.context(alice.store()), version, null)) {
      // When
      String features = client.open();
      String answer =
          client.ask(
              "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>", ">");

      // Then
      assertThat(features).contains("<mechanism>EXTERNAL</mechanism>");
      assertThat(answer).startsWith("<success ");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsProperties.Engine.class,
      names = {"JDK", "BORINGSSL"})
  void certificateThatNobodyVouchesForBreaksNothingAndOpensNothing(TlsProperties.Engine engine)
      throws Exception {
    // Given: it names the authority as its issuer, but has not been signed by it.
    listen(engine, List.of(), authority.write(folder));
    TestCertificates.Issued forged =
        TestCertificates.selfSigned(
            "CN=Authority",
            "SHA256withECDSA",
            TestCertificates.xmppAddr("alice@localhost"),
            new GeneralName(GeneralName.dNSName, "localhost"));
    try (TlsClient client = connect(TlsClient.context(forged.store()), "TLSv1.3", null)) {
      // When
      String features = client.open();
      String answer =
          client.ask(
              "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='EXTERNAL'>=</auth>",
              "</failure>");

      // Then
      assertThat(features)
          .contains("<mechanism>PLAIN</mechanism>")
          .doesNotContain("<mechanism>EXTERNAL</mechanism>");
      assertThat(answer).contains("<invalid-mechanism/>");
    }
  }

  @ParameterizedTest
  @CsvSource({"1, true", "2, false"})
  void ticketOutlivesOneKeyOnly(int rotations, boolean isResumed) throws Exception {
    // Given
    GatewayFixture made = listen(TlsProperties.Engine.BORINGSSL, List.of(), null);
    SSLContext context = TlsClient.context(null);
    byte[] first;
    try (TlsClient client = connect(context, "TLSv1.2", "localhost")) {
      client.open();
      first = client.socket.getSession().getId();
    }

    // When
    for (int i = 0; i < rotations; i++) {
      made.services.tls().rotateTicketKeys();
    }

    // Then
    try (TlsClient client = connect(context, "TLSv1.2", "localhost")) {
      client.open();
      assertThat(Arrays.equals(client.socket.getSession().getId(), first)).isEqualTo(isResumed);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TlsProperties.Engine.class,
      names = {"JDK", "BORINGSSL"})
  void ticketResumesTheTlsSession(TlsProperties.Engine engine) throws Exception {
    // Given
    GatewayFixture made = listen(engine, List.of(), null);
    SSLContext context = TlsClient.context(null);
    byte[] first;
    try (TlsClient client = connect(context, "TLSv1.2", "localhost")) {
      client.open();
      first = client.socket.getSession().getId();
    }

    // When
    try (TlsClient client = connect(context, "TLSv1.2", "localhost")) {
      client.open();
      client.ask(AUTH, "</challenge>");

      // Then: the same session, and the binding is still known.
      assertThat(client.socket.getSession().getId()).isEqualTo(first);
      assertThat(told(made).bindings()).containsEntry("tls-server-end-point", endPoint(client));
    }
  }
}
