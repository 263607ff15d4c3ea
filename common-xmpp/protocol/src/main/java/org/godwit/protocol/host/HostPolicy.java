package org.godwit.protocol.host;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * What one host may do, where it differs from what the services are configured to. Immutable.
 *
 * @param anonymous whether anybody may log in with SASL ANONYMOUS; null for what is configured
 * @param registration who may make an account; null for what is configured
 * @param usersMax how many accounts the host may have before strangers can make no more; 0 for no
 *     limit
 * @param tlsRequired whether nothing but STARTTLS is offered in the clear; null for what is
 *     configured
 * @param mechanisms the SASL mechanisms that may be used, of those that are configured; empty for
 *     all of them
 * @param modules switches in the form of {@code ModuleSwitches}, {@code +id} and {@code -id}; of
 *     two for one id the later holds
 * @param filter with whom the host's accounts may exchange stanzas
 * @param messageForward who gets a copy of each message with a body; null for nobody
 * @param presenceForward who gets a copy of each change of presence; null for nobody
 * @param components the services that answer below the host, by their label ({@code muc}, {@code
 *     channel}); empty for all
 */
public record HostPolicy(
    @Nullable Boolean anonymous,
    @Nullable RegistrationMode registration,
    int usersMax,
    @Nullable Boolean tlsRequired,
    List<String> mechanisms,
    List<String> modules,
    DomainFilter filter,
    @Nullable Jid messageForward,
    @Nullable Jid presenceForward,
    Set<String> components) {

  /** Everything is as the services are configured. */
  public static final HostPolicy CONFIGURED =
      new HostPolicy(
          null, null, 0, null, List.of(), List.of(), DomainFilter.ALL, null, null, Set.of());

  /** Copies the collections. */
  public HostPolicy {
    mechanisms = List.copyOf(mechanisms);
    modules = List.copyOf(modules);
    components = Set.copyOf(components);
  }
}
