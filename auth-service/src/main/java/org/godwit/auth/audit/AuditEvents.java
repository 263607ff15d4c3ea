package org.godwit.auth.audit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where events go. Any thread; never blocks, and never fails: an event that is lost is counted. */
@FunctionalInterface
public interface AuditEvents {

  /** Takes no events: where there is no bus. */
  AuditEvents NONE = (type, key, data) -> {};

  /**
   * Takes an event.
   *
   * @param type its CloudEvents type
   * @param key what orders it: events with one key stay in order; empty for none
   * @param data its JSON members
   */
  void emit(String type, String key, Map<String, @Nullable Object> data);
}
