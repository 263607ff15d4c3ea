package org.godwit.gateway.netty;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.BusMessage.StreamResume;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;

/** An owner of all accounts: binds what asks, hands messages to the addressee's stream. */
final class FakeOwner implements PartitionOwner {
  final List<BusMessage> messages = new ArrayList<>();
  final Map<String, StreamRef> streams = new LinkedHashMap<>();
  boolean answersBinds = true;
  boolean refusesBinds;
  Consumer<StreamResume> onResume = resume -> {};
  private final StanzaBus bus;

  FakeOwner(StanzaBus bus) {
    this.bus = bus;
  }

  @Override
  public void onRecord(InboundRecord record, Completion completion) {
    messages.add(record.message());
    switch (record.message()) {
      case StreamBind bind when answersBinds -> onBind(bind);
      case StreamResume resume -> onResume.accept(resume);
      case StreamClosed closed -> streams.values().removeIf(closed.stream()::equals);
      case Incoming incoming -> onIncoming(incoming);
      default -> {
        // Only recorded.
      }
    }
    completion.done();
  }

  void onBind(StreamBind bind) {
    String resource = bind.resource() == null ? "made" : bind.resource();
    Jid jid = bind.account().withResource(resource);
    if (refusesBinds || jid == null) {
      send(
          bind.stream(),
          new StreamBindRefused(
              bind.stream().stream(), bind.bindId(), StanzaErrorCondition.CONFLICT, "Taken."));
      return;
    }
    streams.put(bind.account().bareText(), bind.stream());
    send(bind.stream(), new StreamBound(bind.stream().stream(), bind.bindId(), jid));
  }

  private void onIncoming(Incoming incoming) {
    StreamRef stream = streams.get(String.valueOf(incoming.head().to()));
    if (stream != null) {
      send(stream, new Deliver(List.of(stream.stream()), incoming.head(), incoming.stanza(), null));
    }
  }

  void send(StreamRef stream, BusMessage message) {
    bus.publish(
        Topics.gateway(stream.gateway()), stream.stream(), message, PublishCallback.IGNORED);
  }

  <T extends BusMessage> List<T> all(Class<T> type) {
    return messages.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
