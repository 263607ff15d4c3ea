package org.godwit.channel;

import java.time.Instant;
import java.util.List;
import org.godwit.bus.Completion;
import org.godwit.bus.InboundRecord;
import org.godwit.bus.PartitionOwner;
import org.godwit.bus.StanzaPublisher;
import org.godwit.bus.Topics;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Incoming;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one partition of the topic: reads stanzas, answers them on their sender's gateway. A record
 * is done once its answer is durable.
 */
final class ChannelsOwner implements PartitionOwner {

  private static final Logger LOGGER = LoggerFactory.getLogger(ChannelsOwner.class);

  private final ChannelAnswers answers;
  private final StanzaPublisher publisher;

  ChannelsOwner(ChannelAnswers answers, StanzaPublisher publisher) {
    this.answers = answers;
    this.publisher = publisher;
  }

  @Override
  public void onRecord(InboundRecord record, Completion completion) {
    if (record.message() instanceof Incoming incoming && incoming.origin() != null) {
      answer(incoming, incoming.origin(), record, completion);
      return;
    }
    // What no client's stream sent has nobody to answer.
    LOGGER
        .atDebug()
        .addKeyValue("topic", record.topic())
        .addKeyValue("partition", record.partition())
        .addKeyValue("offset", record.offset())
        .log("record without an origin passed over");
    completion.done();
  }

  private void answer(
      Incoming incoming, Origin origin, InboundRecord record, Completion completion) {
    XmlElement stanza;
    try {
      stanza = XmlReader.parse(incoming.stanza());
    } catch (XmlException e) {
      completion.failed(e);
      return;
    }
    answers
        .answer(incoming.head(), stanza, Instant.ofEpochMilli(record.timestampMs()))
        .whenComplete((answer, failure) -> {
          if (failure != null) {
            completion.failed(failure);
          } else if (answer == null) {
            completion.done();
          } else {
            send(origin, incoming.head(), answer, completion);
          }
        });
  }

  private void send(Origin origin, StanzaHead request, XmlElement answer, Completion completion) {
    StanzaHead head =
        new StanzaHead(
            typeOf(request.kind(), answer), request.id(), request.to(), request.from(), 0);
    String stream = origin.stream().stream();
    publisher.publish(
        Topics.gateway(origin.stream().gateway()),
        stream,
        new BusMessage.Deliver(List.of(stream), head, StanzaBytes.of(answer), null),
        failure -> finish(completion, failure));
  }

  private static StanzaType typeOf(StanzaKind kind, XmlElement answer) {
    StanzaType type = StanzaType.of(kind, answer.attribute("type"));
    if (type == null) {
      throw new IllegalStateException("an answer without a valid type: " + answer.name());
    }
    return type;
  }

  private static void finish(Completion completion, @Nullable Throwable failure) {
    if (failure == null) {
      completion.done();
    } else {
      completion.failed(failure);
    }
  }
}
