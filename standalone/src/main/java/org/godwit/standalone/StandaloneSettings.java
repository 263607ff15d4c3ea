package org.godwit.standalone;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the switches of the environment say, checked.
 *
 * @param data the folder that holds everything durable
 * @param domains the virtual hosts, at least one
 * @param bind the address on which clients connect
 * @param ports the ports
 * @param admins bare JIDs of the administrators
 * @param requireTls whether a client must turn on TLS before it may log in
 * @param registration whether clients may register accounts by themselves
 * @param tls the certificate; null for one that is made at the first start
 * @param options Spring properties for the services; they win over everything else
 */
public record StandaloneSettings(
    Path data,
    List<String> domains,
    InetAddress bind,
    Ports ports,
    List<String> admins,
    boolean requireTls,
    boolean registration,
    @Nullable TlsFiles tls,
    SpringOptions options) {

  /** Copies the lists. */
  public StandaloneSettings {
    domains = List.copyOf(domains);
    admins = List.copyOf(admins);
  }

  /**
   * A certificate and its key.
   *
   * @param certificate PEM file with the certificate chain
   * @param key PEM file with the private key
   */
  public record TlsFiles(Path certificate, Path key) {}
}
