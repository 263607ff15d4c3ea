package org.godwit.admin;

import org.jspecify.annotations.Nullable;

/** Notes what administrators do. Any thread; never blocks. */
public interface AdminAudit {

  /**
   * An administrator's request to change something was answered.
   *
   * @param admin the administrator's name
   * @param method the request's method
   * @param path its path, without its query
   * @param status the answer's HTTP status
   */
  void written(String admin, String method, String path, int status);

  /**
   * Somebody without a good token asked.
   *
   * @param method the request's method
   * @param path its path, without its query
   * @param address where from; null where that is not known
   */
  void refused(String method, String path, @Nullable String address);
}
