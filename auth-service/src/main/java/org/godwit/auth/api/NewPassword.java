package org.godwit.auth.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A password to set.
 *
 * @param password as the user types it
 */
record NewPassword(@NotNull @Size(max = 4096) String password) {
  @Override
  public String toString() {
    return "NewPassword";
  }
}
