package org.godwit.bus;

import org.jspecify.annotations.Nullable;

/**
 * Told once that a record is durable, or why it is not. Runs on the bus's thread: must not block.
 */
@FunctionalInterface
public interface PublishCallback {

  /** Does nothing. For records whose loss harms nobody. */
  PublishCallback IGNORED = failure -> {};

  /** Called once; {@code failure} is null where the record is durable (acks=all). */
  void onPublished(@Nullable Throwable failure);
}
