package org.godwit.protocol.envelope;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.jspecify.annotations.Nullable;

/**
 * What one record on the bus says.
 *
 * <p>A record's key is the bare JID whose owner must read it; records of a gateway's own topic have
 * the stream's id, or no key. A {@code stanza} is the whole stanza as UTF-8 XML that declares its
 * namespace ({@code xmlns="jabber:client"}), and never changes once it is in a record.
 */
public sealed interface BusMessage {

  /**
   * To the sender's owner: the account's stream sent this stanza.
   *
   * @param origin where the stanza entered
   * @param head its head; {@code from} is the stream's full JID
   * @param stanza its bytes
   */
  record Sent(Origin origin, StanzaHead head, byte[] stanza) implements BusMessage {
    @Override
    public String toString() {
      return "Sent[" + origin + ", " + head.type() + ']';
    }
  }

  /**
   * To the receiver's owner (account, room, channel or their service): this stanza is for it.
   *
   * @param origin where the stanza entered; null where a service made it
   * @param head its head; {@code to} is never null
   * @param stanza its bytes
   */
  record Incoming(@Nullable Origin origin, StanzaHead head, byte[] stanza) implements BusMessage {
    @Override
    public String toString() {
      return "Incoming[" + origin + ", " + head.type() + ']';
    }
  }

  /**
   * To the receiver's owner: a gateway could not hand this stanza to its stream.
   *
   * @param stream the stream that did not get it
   * @param head the stanza's head
   * @param stanza its bytes
   * @param receipt the receipt that came with it; null for none
   */
  record Undelivered(StreamRef stream, StanzaHead head, byte[] stanza, @Nullable String receipt)
      implements BusMessage {
    @Override
    public String toString() {
      return "Undelivered[" + stream + ", " + head.type() + ']';
    }
  }

  /**
   * To the account's owner: a stanza sent with a receipt is on the wire (acknowledged by the
   * client, where it acknowledges).
   *
   * @param stream the stream that got it
   * @param receipt the receipt that came with it
   */
  record Delivered(StreamRef stream, String receipt) implements BusMessage {}

  /**
   * To the account's owner: an authenticated stream asks to bind a resource (RFC 6120, section 7).
   *
   * @param stream the stream
   * @param account its bare JID
   * @param resource the resource that the client wants, not yet enforced; null to let the server
   *     choose
   * @param bindId pairs the answer with this request
   */
  record StreamBind(StreamRef stream, Jid account, @Nullable String resource, String bindId)
      implements BusMessage {}

  /**
   * To the account's owner: a bound stream has ended and will not come back.
   *
   * @param stream the stream
   * @param boundJid its full JID
   */
  record StreamClosed(StreamRef stream, Jid boundJid) implements BusMessage {}

  /**
   * To every partition of topic {@code session}: this gateway has started, and no stream of an
   * earlier start of it exists any more.
   *
   * @param gateway id of the gateway
   * @param epoch start time in milliseconds since 1970; ids of its streams begin with {@code
   *     Long.toString(epoch, 36) + '-'}
   */
  record GatewayStarted(String gateway, long epoch) implements BusMessage {}

  /**
   * To a gateway: write this stanza to these streams.
   *
   * @param streams ids of the streams, at least one
   * @param head the stanza's head
   * @param stanza its bytes
   * @param receipt to be sent back as {@link Delivered} or {@link Undelivered}; null for none
   */
  record Deliver(List<String> streams, StanzaHead head, byte[] stanza, @Nullable String receipt)
      implements BusMessage {
    /** Copies the list. */
    public Deliver {
      streams = List.copyOf(streams);
    }

    @Override
    public String toString() {
      return "Deliver[" + streams + ", " + head.type() + ']';
    }
  }

  /**
   * To a gateway: the stream is bound.
   *
   * @param stream id of the stream
   * @param bindId the request's id
   * @param boundJid its full JID
   */
  record StreamBound(String stream, String bindId, Jid boundJid) implements BusMessage {}

  /**
   * To a gateway: the stream may not bind; it stays authenticated and may try again.
   *
   * @param stream id of the stream
   * @param bindId the request's id
   * @param condition why
   * @param text why, in English
   */
  record StreamBindRefused(
      String stream, String bindId, StanzaErrorCondition condition, String text)
      implements BusMessage {}

  /**
   * To a gateway: end this stream with a stream error.
   *
   * @param stream id of the stream
   * @param condition the stream error
   * @param text why, in English
   */
  record StreamClose(String stream, StreamErrorCondition condition, String text)
      implements BusMessage {}
}
