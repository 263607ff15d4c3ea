package org.godwit.protocol.host;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.jid.ServiceKind;
import org.jspecify.annotations.Nullable;

/**
 * The virtual hosts of this installation as topic {@code vhosts} has them: a live view.
 *
 * <p>Until auth-service has said that the topic holds all of them, the configured ones are hosts
 * too; from then on the topic alone counts. Reads: any thread. Records: one thread.
 */
public final class VirtualHosts {

  /** The key of the record that says that the topic holds all hosts. It is no domain. */
  public static final String COMPLETE = "*";

  private final List<String> configured;
  private final ServedDomains domains;
  private final List<Listener> listeners = new CopyOnWriteArrayList<>();
  private volatile Map<String, VirtualHost> published = Map.of();
  private volatile boolean complete;

  /** Told of changes, on the thread that brings records; must not block. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Called after a host was added, changed or removed.
     *
     * @param host its name
     * @param served whether it is served now
     */
    void onHost(String host, boolean served);
  }

  /**
   * Makes a view that knows the configured hosts only.
   *
   * @param configured as for {@link ServedDomains}
   */
  public VirtualHosts(List<String> configured) {
    this.domains = new ServedDomains(configured);
    this.configured = domains.hosts();
  }

  /** Returns the served domains, which follow the hosts. */
  public ServedDomains domains() {
    return domains;
  }

  /** Returns what {@code host} may do; as configured for one that has said nothing. */
  public HostPolicy policyOf(String host) {
    VirtualHost known = published.get(host);
    return known == null ? HostPolicy.CONFIGURED : known.policy();
  }

  /** Returns the hosts that the topic has, by name. */
  public Map<String, VirtualHost> published() {
    return published;
  }

  /** Tells whether the topic was said to hold all hosts. */
  public boolean isComplete() {
    return complete;
  }

  /** Adds a listener. */
  public void onChange(Listener listener) {
    listeners.add(listener);
  }

  /**
   * Takes one record of the topic.
   *
   * @param key a host's name, or {@link #COMPLETE}
   * @param value null where the host was removed
   * @return false where the record cannot be read and changes nothing
   */
  public boolean onRecord(String key, byte @Nullable [] value) {
    if (key.equals(COMPLETE)) {
      complete = value != null;
      List<String> before = domains.hosts();
      apply();
      before.stream()
          .filter(host -> !domains.hosts().contains(host))
          .forEach(host -> tell(host, false));
      return true;
    }
    VirtualHost host = value == null ? null : HostCodec.decode(key, value);
    if (value != null && host == null) {
      return false;
    }
    Map<String, VirtualHost> next = new LinkedHashMap<>(published);
    if (host == null) {
      next.remove(key);
    } else {
      next.put(key, host);
    }
    published = Collections.unmodifiableMap(next);
    apply();
    tell(key, domains.hosts().contains(key));
    return true;
  }

  private void tell(String host, boolean served) {
    listeners.forEach(listener -> listener.onHost(host, served));
  }

  private void apply() {
    List<VirtualHost> ordered = new ArrayList<>(published.values());
    ordered.sort(Comparator.comparingLong(VirtualHost::position).thenComparing(VirtualHost::name));
    Map<String, Set<ServiceKind>> serving = new LinkedHashMap<>();
    if (!complete) {
      configured.forEach(host -> serving.put(host, services(Set.of())));
    }
    ordered.forEach(host -> serving.put(host.name(), services(host.policy().components())));
    // There is always one: the last host cannot be removed.
    if (!serving.isEmpty()) {
      domains.replace(serving);
    }
  }

  private static Set<ServiceKind> services(Set<String> components) {
    Set<ServiceKind> services = EnumSet.of(ServiceKind.SESSION);
    if (components.isEmpty() || components.contains("muc")) {
      services.add(ServiceKind.MUC);
    }
    if (components.isEmpty() || components.contains("channel")) {
      services.add(ServiceKind.CHANNEL);
    }
    return services;
  }
}
