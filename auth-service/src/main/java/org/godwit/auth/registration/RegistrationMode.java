package org.godwit.auth.registration;

import java.util.Locale;

/** Whether strangers may make accounts at a domain. */
public enum RegistrationMode {
  /** They may. */
  OPEN,
  /** Only an administrator makes accounts. */
  CLOSED;

  /** Returns the name as it stands in the configuration and in REST. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
