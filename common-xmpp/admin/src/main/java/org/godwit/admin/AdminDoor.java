package org.godwit.admin;

import org.jspecify.annotations.Nullable;

/** Decides who is an administrator. Any thread. */
@FunctionalInterface
public interface AdminDoor {

  /**
   * Returns who sent a request, or null where that is nobody who may.
   *
   * @param authorization the header of that name (RFC 6750, section 2.1); null where there is none
   * @param address the address that it came from
   */
  @Nullable Admin of(@Nullable String authorization, String address);
}
