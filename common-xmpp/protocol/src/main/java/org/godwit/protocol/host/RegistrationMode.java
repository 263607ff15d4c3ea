package org.godwit.protocol.host;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may make an account at a host. */
public enum RegistrationMode {
  /** Anybody (XEP-0077). */
  OPEN,
  /** Only an administrator makes accounts. */
  CLOSED,
  /** Who has an invitation (XEP-0445). */
  INVITE;

  /** Returns the name as it stands in the configuration, in REST and on the bus. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the mode that {@code text} names, or null for none. */
  public static @Nullable RegistrationMode of(String text) {
    for (RegistrationMode mode : values()) {
      if (mode.text().equals(text)) {
        return mode;
      }
    }
    return null;
  }
}
