package org.godwit.protocol.jid;

import org.jspecify.annotations.Nullable;

/** Preparation and enforcement of the three parts of a JID (RFC 7622, section 3). */
final class JidRules {

  private JidRules() {}

  static @Nullable Jid enforce(@Nullable String local, String domain, @Nullable String resource) {
    if (domain.isEmpty()
        || (local != null && local.isEmpty())
        || (resource != null && resource.isEmpty())) {
      return null;
    }
    return Jid.ofEnforced(local, domain, resource);
  }
}
