package org.godwit.auth.account;

import org.jspecify.annotations.Nullable;

/**
 * A repository of accounts cannot be asked at the moment: it is away, too slow, or has failed so
 * often that it is spared for a while. Only accounts of its hosts are concerned.
 */
public final class RepositoryAwayException extends RuntimeException {

  /** Makes the exception; {@code message} names the repository and no account. */
  public RepositoryAwayException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
