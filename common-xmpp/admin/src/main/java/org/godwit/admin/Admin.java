package org.godwit.admin;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An administrator at work.
 *
 * @param name what the audit calls it
 * @param domains the hosts that it administers; null for the whole installation
 */
public record Admin(String name, @Nullable Set<String> domains) {

  /** Who asks from this machine where no tokens are configured. */
  public static final Admin LOCAL = new Admin("local", null);

  /** Copies the set. */
  public Admin {
    domains = domains == null ? null : Set.copyOf(domains);
  }

  /** Tells whether it administers the whole installation. */
  public boolean isForAll() {
    return domains == null;
  }

  /** Tells whether it administers {@code domain}, a prepared name. */
  public boolean mayActFor(String domain) {
    return domains == null || domains.contains(domain);
  }
}
