package org.godwit.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates by host, and what happens when their files change. */
class TlsServerTests {
  @TempDir Path folder;

  private final TestCertificates authority = new TestCertificates();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  private TlsServer server(Duration interval, @Nullable Path trust, String... hosts) {
    List<TlsProperties.HostCertificate> certificates =
        List.of(hosts).stream()
            .map(host -> authority.issue("CN=" + host.replace("*", "any")).write(folder, host))
            .toList();
    return new TlsServer(
        new TlsProperties(
            true,
            null,
            null,
            folder,
            certificates,
            TlsProperties.Engine.AUTO,
            interval,
            trust,
            true),
        List.of("localhost"),
        Instant.now(),
        registry);
  }

  private double changes(String outcome) {
    return registry.get("xmpp.gateway.tls.changes").tag("outcome", outcome).counter().count();
  }

  private void touch(String file, int seconds) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve(file), FileTime.from(Instant.now().plusSeconds(seconds)));
  }

  @Test
  void hostHasItsOwnCertificateAndOthersTheDefault() {
    try (TlsServer server = server(Duration.ZERO, null, "a.example", "*.b.example")) {
      TlsIdentity other = server.find(null);
      assertThat(server.find("A.Example")).isNotSameAs(other);
      assertThat(server.find("x.b.example"))
          .isNotSameAs(other)
          .isNotSameAs(server.find("a.example"));
      assertThat(server.find("b.example")).isSameAs(other);
      assertThat(server.find("x.y.b.example")).isSameAs(other);
      assertThat(server.find("elsewhere")).isSameAs(other);
      assertThat(server.find("a.example").endPoint()).isNotEqualTo(other.endPoint());
    }
  }

  @Test
  void changedFileIsReadAgainAndTheOthersStay() throws Exception {
    try (TlsServer server = server(Duration.ZERO, null, "a.example", "c.example")) {
      // Given
      TlsIdentity before = server.find("a.example");
      TlsIdentity other = server.find("c.example");
      server.check();
      assertThat(server.find("a.example")).isSameAs(before);

      // When
      authority.issue("CN=a.example").write(folder, "a.example");
      touch("a.example.pem", 5);
      server.check();

      // Then
      assertThat(server.find("a.example").endPoint()).isNotEqualTo(before.endPoint());
      assertThat(server.find("c.example")).isSameAs(other);
      assertThat(changes("renewed")).isEqualTo(1);
      assertThat(changes("broken")).isZero();
    }
  }

  @Test
  void brokenFileLeavesTheOldCertificateUntilItIsRepaired() throws Exception {
    try (TlsServer server = server(Duration.ZERO, null, "a.example")) {
      // Given
      TlsIdentity before = server.find("a.example");

      // When
      Files.writeString(folder.resolve("a.example.pem"), "broken");
      server.check();
      server.check();

      // Then
      assertThat(server.find("a.example")).isSameAs(before);
      assertThat(changes("broken")).isEqualTo(1);

      // And repaired.
      authority.issue("CN=a.example").write(folder, "a.example");
      touch("a.example.pem", 5);
      server.check();
      assertThat(server.find("a.example")).isNotSameAs(before);
      assertThat(changes("renewed")).isEqualTo(1);
    }
  }

  @Test
  void filesAreLookedAtFromTimeToTime() throws Exception {
    try (TlsServer server = server(Duration.ofSeconds(1), null, "a.example")) {
      // Given
      TlsIdentity before = server.find("a.example");

      // When
      authority.issue("CN=a.example").write(folder, "a.example");
      touch("a.example.pem", 5);

      // Then
      Awaitility.await()
          .untilAsserted(() -> assertThat(server.find("a.example")).isNotSameAs(before));
    }
  }

  @Test
  void whatCannotBeUsedStopsTheStartInOneSentence() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(() -> server(Duration.ZERO, empty))
        .hasMessage(
            "xmpp.gateway.tls.client-trust is "
                + empty
                + " but must be a PEM file with the certificates that vouch for clients");
    TlsProperties.HostCertificate missing =
        new TlsProperties.HostCertificate("a", folder.resolve("none"), folder.resolve("none"));
    assertThatThrownBy(() ->
            new TlsServer(
                new TlsProperties(
                    true,
                    null,
                    null,
                    folder,
                    List.of(missing),
                    TlsProperties.Engine.JDK,
                    Duration.ZERO,
                    null,
                    true),
                List.of("localhost"),
                Instant.now(),
                registry))
        .hasMessage(
            "xmpp.gateway.tls.hosts[0].certificate is "
                + folder.resolve("none")
                + " but must be a file that can be read");
  }
}
