package org.godwit.protocol.envelope;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaBytes;
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

  /** What the owner of an account, room or channel reads: topics session, muc and channel. */
  sealed interface ToOwner extends BusMessage {}

  /** What a gateway reads in its own topic. */
  sealed interface ToGateway extends BusMessage {}

  /**
   * To the sender's owner: the account's stream sent this stanza.
   *
   * @param origin where the stanza entered
   * @param head its head; {@code from} is the stream's full JID
   * @param stanza its bytes
   */
  record Sent(Origin origin, StanzaHead head, byte[] stanza) implements ToOwner {
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
  record Incoming(@Nullable Origin origin, StanzaHead head, byte[] stanza) implements ToOwner {
    @Override
    public String toString() {
      return "Incoming[" + origin + ", " + head.type() + ']';
    }
  }

  /**
   * To one partition of topic {@code session}: this stanza is for each of several of its accounts.
   *
   * @param head its head; {@code to} is null
   * @param stanza its bytes, without {@code to}
   * @param receivers full JIDs, at least one, and not two of one account
   */
  record IncomingMany(StanzaHead head, byte[] stanza, List<Jid> receivers) implements ToOwner {
    /** Copies the list. */
    public IncomingMany {
      receivers = List.copyOf(receivers);
    }

    /** Returns what it is for one receiver. */
    public Incoming to(Jid receiver) {
      return new Incoming(null, head.withTo(receiver), StanzaBytes.addressed(stanza, receiver));
    }

    @Override
    public String toString() {
      return "IncomingMany[" + receivers.size() + ", " + head.type() + ']';
    }
  }

  /**
   * To the receiver's owner: a gateway could not hand this stanza to its stream.
   *
   * @param stream the stream that did not get it
   * @param head the stanza's head
   * @param stanza its bytes
   * @param receipt the receipt that came with it; null for none
   * @param source the record that the stanza came to its owner with; null where unknown
   * @param gatewayOffset offset of the {@link Deliver} in the gateway's topic, which orders what
   *     one stream did not get; -1 where unknown
   */
  record Undelivered(
      StreamRef stream,
      StanzaHead head,
      byte[] stanza,
      @Nullable String receipt,
      @Nullable Source source,
      long gatewayOffset)
      implements ToOwner {
    /** Makes one whose source and place in the gateway's topic are unknown. */
    public Undelivered(StreamRef stream, StanzaHead head, byte[] stanza, @Nullable String receipt) {
      this(stream, head, stanza, receipt, null, -1);
    }

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
  record Delivered(StreamRef stream, String receipt) implements ToOwner {}

  /**
   * To the account's owner: an authenticated stream asks to bind a resource (RFC 6120, section 7).
   *
   * @param stream the stream
   * @param account its bare JID
   * @param resource the resource that the client wants, not yet enforced; null to let the server
   *     choose
   * @param bindId pairs the answer with this request
   * @param carbons whether the stream gets carbons from the beginning (XEP-0386, section 3.2)
   */
  record StreamBind(
      StreamRef stream, Jid account, @Nullable String resource, String bindId, boolean carbons)
      implements ToOwner {
    /** Makes one without carbons. */
    public StreamBind(StreamRef stream, Jid account, @Nullable String resource, String bindId) {
      this(stream, account, resource, bindId, false);
    }
  }

  /**
   * To the account's owner: a bound stream has ended and will not come back.
   *
   * @param stream the stream
   * @param boundJid its full JID
   */
  record StreamClosed(StreamRef stream, Jid boundJid) implements ToOwner {}

  /**
   * To every partition of topic {@code session}: this gateway has started, and no stream of an
   * earlier start of it exists any more.
   *
   * @param gateway id of the gateway
   * @param epoch start time in milliseconds since 1970; ids of its streams begin with {@code
   *     Long.toString(epoch, 36) + '-'}
   */
  record GatewayStarted(String gateway, long epoch) implements ToOwner {}

  /**
   * To the account's owner: the client has enabled stream management (XEP-0198, section 3). Comes
   * before every {@link StreamProgress} of the stream.
   *
   * @param stream the stream; its id is the SM-ID
   * @param resumable whether the client may resume it
   * @param maxSeconds how long after the loss of its connection, in seconds; 0 where not resumable
   * @param outOffset offset in the gateway's topic of the last record that was written before; -1
   *     for none
   */
  record StreamEnabled(StreamRef stream, boolean resumable, int maxSeconds, long outOffset)
      implements ToOwner {}

  /**
   * To the account's owner: how far both directions of a managed stream are. Durable before the
   * client sees {@code <a h=/>} with the same count.
   *
   * @param stream the stream
   * @param counts how far
   */
  record StreamProgress(StreamRef stream, StreamCounts counts) implements ToOwner {}

  /**
   * To the account's owner: a resumable stream has lost its connection (XEP-0198, section 5). What
   * the client has not acknowledged came before, as {@link Undelivered}, in order.
   *
   * @param stream the stream
   * @param counts how far it was
   */
  record StreamDetached(StreamRef stream, StreamCounts counts) implements ToOwner {}

  /**
   * To the account's owner: the gateway, or the one that adopted its topic, has met {@link
   * StreamRelease}: whatever it had for the stream has gone back, and it knows the stream no more.
   *
   * @param stream the stream
   * @param counts how far it was; null where the reader did not hold the stream
   * @param attached what the request said: the answer to one of an earlier attachment of the stream
   *     says nothing about a later one; empty where it is not known
   */
  record StreamReleased(StreamRef stream, @Nullable StreamCounts counts, String attached)
      implements ToOwner {}

  /**
   * To the account's owner: an authenticated stream asks to resume another (XEP-0198, section 5).
   *
   * @param stream the new stream, which takes the old one's id if the owner agrees
   * @param account the authenticated account's bare JID
   * @param previd the SM-ID: id of the stream to resume
   * @param h how many stanzas the client has handled on it
   * @param bindId pairs the answer with this request
   * @param epoch start time of the new stream's gateway, in milliseconds since 1970
   */
  record StreamResume(
      StreamRef stream, Jid account, String previd, long h, String bindId, long epoch)
      implements ToOwner {}

  /**
   * To one partition of topic {@code session}: all that its owner had sent to a gateway's topic
   * before {@link GatewayBarrier}, for streams that are gone, has gone back.
   *
   * @param gateway the gateway
   * @param epoch the start that ended the streams, from {@link GatewayStarted}
   */
  record GatewayDrained(String gateway, long epoch) implements ToOwner {}

  /**
   * To the account's owner: answer with {@link ProfileChanged} when all that the stream sent before
   * has been forwarded and is durable.
   *
   * @param stream the stream
   * @param barrierId pairs the answer with this request
   */
  record StreamBarrier(StreamRef stream, String barrierId) implements ToOwner {}

  /**
   * To a gateway: write this stanza to these streams.
   *
   * @param streams ids of the streams, at least one
   * @param head the stanza's head
   * @param stanza its bytes
   * @param receipt to be sent back as {@link Delivered} or {@link Undelivered}; null for none
   * @param source the record that the stanza came to its owner with; null where an owner made it
   */
  record Deliver(
      List<String> streams,
      StanzaHead head,
      byte[] stanza,
      @Nullable String receipt,
      @Nullable Source source)
      implements ToGateway {
    /** Copies the list. */
    public Deliver {
      streams = List.copyOf(streams);
    }

    /** Makes one without a source. */
    public Deliver(List<String> streams, StanzaHead head, byte[] stanza, @Nullable String receipt) {
      this(streams, head, stanza, receipt, null);
    }

    @Override
    public String toString() {
      return "Deliver[" + streams + ", " + head.type() + ']';
    }
  }

  /**
   * To a gateway: write this stanza to these streams, each with its own {@code to}.
   *
   * @param receivers the streams, at least one, each once
   * @param head the stanza's head; {@code to} is null
   * @param stanza its bytes, without {@code to}
   * @param source the record that the stanza came to its owner with; null where an owner made it
   */
  record DeliverMany(
      List<Receiver> receivers, StanzaHead head, byte[] stanza, @Nullable Source source)
      implements ToGateway {

    /**
     * Who gets it.
     *
     * @param stream id of the stream
     * @param jid its full JID
     */
    public record Receiver(String stream, Jid jid) {}

    /** Copies the list. */
    public DeliverMany {
      receivers = List.copyOf(receivers);
    }

    /** Returns what it is for one receiver. */
    public Deliver to(Receiver receiver) {
      return new Deliver(
          List.of(receiver.stream()),
          head.withTo(receiver.jid()),
          StanzaBytes.addressed(stanza, receiver.jid()),
          null,
          source);
    }

    @Override
    public String toString() {
      return "DeliverMany[" + receivers.size() + ", " + head.type() + ']';
    }
  }

  /**
   * To a gateway: the stream is bound.
   *
   * @param stream id of the stream
   * @param bindId the request's id
   * @param boundJid its full JID
   * @param profile how the stream's stanzas go on the bus
   */
  record StreamBound(String stream, String bindId, Jid boundJid, StreamProfile profile)
      implements ToGateway {
    /** Makes one with {@link StreamProfile#DIRECT}. */
    public StreamBound(String stream, String bindId, Jid boundJid) {
      this(stream, bindId, boundJid, StreamProfile.DIRECT);
    }
  }

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
      implements ToGateway {}

  /**
   * To a gateway: end this stream with a stream error.
   *
   * @param stream id of the stream
   * @param condition the stream error
   * @param text why, in English
   */
  record StreamClose(String stream, StreamErrorCondition condition, String text)
      implements ToGateway {}

  /**
   * To a gateway: give the stream up, where it is still held, with a stream error; send back what
   * it did not get; then answer with {@link StreamReleased}. A gateway that does not know the
   * stream answers at once; the record's key, the account's bare JID, tells it whom.
   *
   * @param stream id of the stream
   * @param attached id of the stream that brought it to this gateway: its own, or that of the one
   *     that resumed it last; empty where it is not known
   */
  record StreamRelease(String stream, String attached) implements ToGateway {}

  /**
   * To a gateway's topic, from each partition's owner after {@link GatewayStarted}: nothing follows
   * for streams of an earlier start. To be answered with {@link GatewayDrained}.
   *
   * @param partition the owner's partition of topic {@code session}
   * @param epoch the start that ended the streams
   */
  record GatewayBarrier(int partition, long epoch) implements ToGateway {}

  /**
   * To a gateway: the stream continues another; from now on it is called by that one's id.
   *
   * @param stream id of the stream that asked
   * @param bindId the request's id
   * @param previd the SM-ID, the stream's id from now on
   * @param boundJid its full JID
   * @param in how many stanzas of the client were handled
   * @param out how many stanzas the client has handled, as it said
   * @param profile how the stream's stanzas go on the bus
   */
  record StreamResumed(
      String stream,
      String bindId,
      String previd,
      Jid boundJid,
      long in,
      long out,
      StreamProfile profile)
      implements ToGateway {}

  /**
   * To a gateway: the stream may not resume; it stays authenticated and may bind.
   *
   * @param stream id of the stream that asked
   * @param bindId the request's id
   * @param condition why
   * @param text why, in English
   * @param in how many stanzas of the client were handled before the old stream ran out; -1 where
   *     unknown
   */
  record StreamResumeRefused(
      String stream, String bindId, StanzaErrorCondition condition, String text, long in)
      implements ToGateway {}

  /**
   * To a gateway: from now on the stream's stanzas go on the bus this way.
   *
   * @param stream id of the stream
   * @param profile the way
   * @param barrierId the barrier that this answers; null for none
   */
  record ProfileChanged(String stream, StreamProfile profile, @Nullable String barrierId)
      implements ToGateway {}
}
