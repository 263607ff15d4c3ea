package org.godwit.gateway.tls;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import org.godwit.gateway.auth.SecureChannel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's certificates by host, read again when their files change. Connections keep what they
 * began with. Any thread.
 */
public final class TlsServer implements AutoCloseable {
  private static final Logger LOGGER = LoggerFactory.getLogger(TlsServer.class);
  private static final String PREFIX = "xmpp.gateway.tls.";
  private static final String DEFAULT = "";

  /** Who learns a key reads what was sent under it: it should not live long. */
  private static final long TICKET_KEY_HOURS = 12;

  private final TlsContexts contexts;
  private final @Nullable Path clientTrust;
  private final List<Source> sources;
  private final Counter renewed;
  private final Counter broken;
  private final ScheduledExecutorService timer;
  private final Map<String, String> seen = new HashMap<>();
  private volatile State state;

  /** Where the certificate of a host comes from. */
  private record Source(String host, String place, Path certificate, Path key) {}

  private record State(Map<String, TlsIdentity> identities, @Nullable ClientTrust trust) {}

  /**
   * Reads all files, and looks at them from time to time.
   *
   * @param hosts names for a self-signed certificate, where none is configured
   * @throws IllegalArgumentException where a certificate or key cannot be used
   */
  public TlsServer(
      TlsProperties properties, List<String> hosts, Instant now, MeterRegistry registry) {
    contexts = new TlsContexts(properties);
    clientTrust = properties.clientTrust();
    sources = sources(properties, hosts, now);
    renewed = counter(registry, "renewed");
    broken = counter(registry, "broken");
    ClientTrust trust = clientTrust == null ? null : ClientTrust.of(clientTrust);
    Map<String, TlsIdentity> identities = new HashMap<>();
    for (Source source : sources) {
      seen.put(source.host, marks(source));
      identities.put(source.host, read(source, trust));
    }
    state = new State(Map.copyOf(identities), trust);
    timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("tls-files").daemon().factory());
    var _ =
        timer.scheduleWithFixedDelay(
            this::rotateTicketKeys, TICKET_KEY_HOURS, TICKET_KEY_HOURS, TimeUnit.HOURS);
    long interval = properties.checkInterval().toMillis();
    if (interval > 0) {
      var _ = timer.scheduleWithFixedDelay(this::check, interval, interval, TimeUnit.MILLISECONDS);
    }
  }

  private static Counter counter(MeterRegistry registry, String outcome) {
    return Counter.builder("xmpp.gateway.tls.changes")
        .description("Certificate files that changed, by what became of it")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static List<Source> sources(TlsProperties properties, List<String> hosts, Instant now) {
    List<Source> sources = new ArrayList<>();
    Path certificate = properties.certificate();
    Path key = properties.key();
    if (certificate == null || key == null) {
      SelfSignedCertificate files =
          SelfSignedCertificate.in(properties.selfSignedFolder(), hosts, now);
      certificate = files.certificate();
      key = files.key();
      LOGGER.atInfo().addKeyValue("file", certificate).log("using a self-signed certificate");
    }
    sources.add(new Source(DEFAULT, PREFIX, certificate, key));
    int index = 0;
    for (TlsProperties.HostCertificate host : properties.hosts()) {
      sources.add(
          new Source(
              host.host().toLowerCase(Locale.ROOT),
              PREFIX + "hosts[" + index++ + "].",
              host.certificate(),
              host.key()));
    }
    return sources;
  }

  private TlsIdentity read(Source source, @Nullable ClientTrust trust) {
    return contexts.identity(source.place, source.certificate, source.key, trust);
  }

  /**
   * Returns who the server is for a client that asks for {@code host}.
   *
   * @param host the name that the client sent (SNI); null for none
   */
  public TlsIdentity find(@Nullable String host) {
    Map<String, TlsIdentity> identities = state.identities;
    TlsIdentity found = host == null ? null : byName(identities, host.toLowerCase(Locale.ROOT));
    return found == null ? Objects.requireNonNull(identities.get(DEFAULT)) : found;
  }

  private static @Nullable TlsIdentity byName(Map<String, TlsIdentity> identities, String host) {
    TlsIdentity exact = identities.get(host);
    int dot = host.indexOf('.');
    return exact != null || dot < 0 ? exact : identities.get('*' + host.substring(dot));
  }

  /** Returns what authentication can use of a connection whose handshake is done. */
  public SecureChannel channelOf(SSLEngine engine, TlsIdentity identity) {
    SSLSession session = engine.getSession();
    ClientTrust trust = state.trust;
    return new SecureChannel(
        ChannelBindings.of(session, identity), trust == null ? List.of() : trust.names(session));
  }

  /** Reads the files that have changed; what cannot be used leaves the old in place. */
  synchronized void check() {
    State now = state;
    ClientTrust trust = now.trust;
    Map<String, TlsIdentity> identities = new HashMap<>(now.identities);
    for (Source source : sources) {
      String marks = marks(source);
      if (marks.equals(seen.put(source.host, marks))) {
        continue;
      }
      try {
        trust = clientTrust == null ? null : ClientTrust.of(clientTrust);
        identities.put(source.host, read(source, trust));
        renewed.increment();
        LOGGER.atInfo().addKeyValue("file", source.certificate).log("certificate read again");
      } catch (IllegalArgumentException e) {
        broken.increment();
        LOGGER
            .atWarn()
            .addKeyValue("error", e.getMessage())
            .log("a certificate file has changed and cannot be used; the old one stays");
      }
    }
    state = new State(Map.copyOf(identities), trust);
  }

  /**
   * Makes session tickets with a new key from now on; those of the last key are still good. Happens
   * by itself twice a day; the JDK's engine does so itself.
   */
  public synchronized void rotateTicketKeys() {
    contexts.rotateTicketKeys(state.identities.values());
  }

  /** Returns what is different when a file of {@code source} is. */
  private String marks(Source source) {
    return mark(source.certificate)
        + mark(source.key)
        + (clientTrust == null ? "" : mark(clientTrust));
  }

  private static String mark(Path file) {
    try {
      return Files.getLastModifiedTime(file).toMillis() + "/" + Files.size(file) + ' ';
    } catch (IOException e) {
      return "- ";
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
