package org.godwit.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.godwit.standalone.Ports;
import org.godwit.standalone.SpringOptions;
import org.godwit.standalone.Standalone;
import org.godwit.standalone.StandaloneSettings;

/** A standalone in this JVM on free ports, with a temporary data folder. */
public final class GodwitServer implements ServerAddress, AutoCloseable {

  private final Path data;
  private final BackendServers servers;
  private final Standalone standalone;

  private GodwitServer(Path data, BackendServers servers, Standalone standalone) {
    this.data = data;
    this.servers = servers;
    this.standalone = standalone;
  }

  /** Starts a server on {@code backend} that requires TLS and lets clients register. */
  public static GodwitServer start(Backend backend) {
    return start(backend, true);
  }

  /** Starts a server; without {@code requireTls} it also lets clients log in in the clear. */
  public static GodwitServer start(Backend backend, boolean requireTls) {
    return start(backend, requireTls, Map.of());
  }

  /** Starts a server with further Spring properties, each behind its service's name and a dot. */
  public static GodwitServer start(
      Backend backend, boolean requireTls, Map<String, String> further) {
    Path data = TemporaryFolder.create();
    BackendServers servers = BackendServers.start(backend);
    Map<String, String> options = new LinkedHashMap<>(servers.options());
    options.putAll(further);
    try {
      return new GodwitServer(
          data,
          servers,
          Standalone.start(
              new StandaloneSettings(
                  data,
                  List.of("localhost"),
                  InetAddress.ofLiteral("127.0.0.1"),
                  FreePorts.offset(),
                  List.of("admin@localhost"),
                  requireTls,
                  true,
                  null,
                  new SpringOptions(options))));
    } catch (RuntimeException e) {
      servers.close();
      TemporaryFolder.delete(data);
      throw e;
    }
  }

  @Override
  public Ports ports() {
    return standalone.settings().ports();
  }

  /** Returns the folder with its certificate. */
  Path tls() {
    return data.resolve("tls");
  }

  @Override
  public X509Certificate certificate() {
    return certificateIn(data);
  }

  @Override
  public void close() {
    standalone.close();
    servers.close();
    TemporaryFolder.delete(data);
  }

  /** Returns the certificate that a standalone made in {@code data}. */
  static X509Certificate certificateIn(Path data) {
    try (Stream<Path> files = Files.walk(data.resolve("tls"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (Files.readString(file).contains("-----BEGIN CERTIFICATE-----")) {
          try (var stream = Files.newInputStream(file)) {
            return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(stream);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
    throw new IllegalStateException("no certificate in " + data);
  }
}
