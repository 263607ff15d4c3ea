package org.godwit.testkit;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.godwit.bus.PublishCallback;
import org.jspecify.annotations.Nullable;

/** A callback that counts, to be given to any number of records. Any thread. */
public final class PublishResults implements PublishCallback {

  private final AtomicInteger durable = new AtomicInteger();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();

  @Override
  public void onPublished(@Nullable Throwable failure) {
    if (failure == null) {
      durable.incrementAndGet();
    } else {
      failures.add(failure);
    }
  }

  /** Returns how many became durable. */
  public int durable() {
    return durable.get();
  }

  /** Returns why the others did not. */
  public List<Throwable> failures() {
    return List.copyOf(failures);
  }

  /** Returns how many are settled either way. */
  public int settled() {
    return durable.get() + failures.size();
  }
}
