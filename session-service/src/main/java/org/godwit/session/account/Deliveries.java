package org.godwit.session.account;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.Source;
import org.godwit.protocol.stanza.StanzaHead;
import org.jspecify.annotations.Nullable;

/** Makes one record per gateway of a stanza for several streams. Pure. */
final class Deliveries {

  private Deliveries() {}

  static Effect one(
      OnlineSession session, StanzaHead head, byte[] stanza, @Nullable Source source) {
    String stream = session.stream().stream();
    return new Effect.ToGateway(
        session.stream().gateway(),
        stream,
        new Deliver(List.of(stream), head, stanza, null, source));
  }

  static List<Effect> all(List<OnlineSession> sessions, StanzaInput input) {
    StanzaHead head = input.head();
    Source source = input.source();
    if (sessions.size() == 1) {
      return List.of(one(sessions.getFirst(), head, input.stanza(), source));
    }
    Map<String, List<String>> byGateway = new LinkedHashMap<>();
    for (OnlineSession session : sessions) {
      byGateway
          .computeIfAbsent(session.stream().gateway(), gateway -> new ArrayList<>(2))
          .add(session.stream().stream());
    }
    List<Effect> effects = new ArrayList<>(byGateway.size());
    for (Map.Entry<String, List<String>> entry : byGateway.entrySet()) {
      List<String> streams = entry.getValue();
      effects.add(
          new Effect.ToGateway(
              entry.getKey(),
              streams.getFirst(),
              new Deliver(streams, head, input.stanza(), null, source)));
    }
    return effects;
  }
}
