package org.godwit.session.account;

import org.jspecify.annotations.Nullable;

/**
 * Effects that a later write must wait for, beside those whom they belong to.
 *
 * @param gate the write
 * @param owner whom they belong to
 */
record Gated(StateWrite gate, Pending owner) implements Pending {

  @Override
  public void retain() {
    gate.await();
    owner.retain();
  }

  @Override
  public void onPublished(@Nullable Throwable failure) {
    gate.release();
    owner.onPublished(failure);
  }
}
