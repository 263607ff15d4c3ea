package org.godwit.session.account;

import org.godwit.bus.PublishCallback;

/** What waits for effects: each is announced by {@link #retain} before it begins. Any thread. */
interface Pending extends PublishCallback {

  /** One effect more is under way; it ends with {@link #onPublished}. */
  void retain();
}
