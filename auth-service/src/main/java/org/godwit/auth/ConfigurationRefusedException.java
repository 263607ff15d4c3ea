package org.godwit.auth;

/**
 * Stops the start because of a wrong setting. The message is one sentence that names the key, the
 * value and what is allowed.
 */
public final class ConfigurationRefusedException extends RuntimeException {

  /** Makes the exception with that sentence. */
  public ConfigurationRefusedException(String message) {
    super(message);
  }

  /** Makes the exception with that sentence and the failure behind it. */
  public ConfigurationRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
