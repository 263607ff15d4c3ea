package org.godwit.auth.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.godwit.bus.EventPublisher;
import org.godwit.bus.Topics;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Events as CloudEvents 1.0 on topic {@code events.auth.v1}. */
final class EventTopic implements AuditEvents {

  private final EventPublisher bus;
  private final JsonMapper json;
  private final InstantSource time;
  private final Supplier<UUID> ids;
  private final Counter lost;

  EventTopic(
      EventPublisher bus,
      JsonMapper json,
      InstantSource time,
      Supplier<UUID> ids,
      MeterRegistry registry) {
    this.bus = bus;
    this.json = json;
    this.time = time;
    this.ids = ids;
    this.lost =
        Counter.builder("xmpp.auth.events.lost")
            .description("Events that could not be published")
            .register(registry);
  }

  @Override
  public void emit(String type, String key, Map<String, @Nullable Object> data) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("id", ids.get().toString());
    attributes.put("source", "/godwit/auth-service");
    attributes.put("type", type);
    attributes.put("time", time.instant().toString());
    bus.publishEvent(
        Topics.EVENTS_AUTH,
        key,
        attributes,
        json.writeValueAsBytes(data),
        failure -> {
          if (failure != null) {
            lost.increment();
          }
        });
  }
}
