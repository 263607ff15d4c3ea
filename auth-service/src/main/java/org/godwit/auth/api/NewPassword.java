package org.godwit.auth.api;

import jakarta.validation.constraints.NotNull;

/**
 * A password to set.
 *
 * @param password as the user types it
 */
record NewPassword(@NotNull String password) {
  @Override
  public String toString() {
    return "NewPassword";
  }
}
