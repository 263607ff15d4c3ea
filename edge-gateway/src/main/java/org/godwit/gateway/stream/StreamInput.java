package org.godwit.gateway.stream;

import org.godwit.gateway.auth.DomainPolicy;
import org.godwit.gateway.auth.RegistrationAnswer;
import org.godwit.gateway.auth.SaslAnswer;
import org.godwit.gateway.auth.SecureChannel;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.stanza.StreamError;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlStreamEvent.StreamOpened;
import org.jspecify.annotations.Nullable;

/** What happens to a stream. */
public sealed interface StreamInput {
  /** Returns the error that ends the stream, or null where this does not end it so. */
  default @Nullable StreamError error() {
    return null;
  }

  /**
   * The client's stream header came.
   *
   * @param opened the header
   */
  record HeaderReceived(StreamOpened opened) implements StreamInput {}

  /**
   * A child of the stream came.
   *
   * @param frame the child
   * @param unread how many bytes came behind it already
   */
  record FrameReceived(XmlFrame frame, int unread) implements StreamInput {}

  /** The client ended its stream. */
  record EndReceived() implements StreamInput {}

  /**
   * The edge itself must end the stream: bad input, a time limit, shutdown, a lost bus, or an owner
   * that said so.
   *
   * @param error what the client is told
   */
  record Failed(StreamError error) implements StreamInput {}

  /**
   * The gateway must part with the client, who did nothing wrong: it drains, or the client does not
   * read. A stream that can be resumed stays resumable.
   *
   * @param error what the client is told
   */
  record Interrupted(StreamError error) implements StreamInput {}

  /**
   * The domain's offers are known.
   *
   * @param policy the offers
   */
  record DomainFound(DomainPolicy policy) implements StreamInput {}

  /**
   * The TLS handshake is done.
   *
   * @param channel what authentication can use of it
   */
  record TlsEstablished(SecureChannel channel) implements StreamInput {}

  /**
   * Auth-service answered a SASL step.
   *
   * @param answer its answer
   */
  record SaslAnswered(SaslAnswer answer) implements StreamInput {}

  /**
   * Auth-service answered a registration.
   *
   * @param answer its answer
   */
  record RegistrationAnswered(RegistrationAnswer answer) implements StreamInput {}

  /**
   * The account's owner bound the stream.
   *
   * @param bound its answer
   */
  record BindAnswered(StreamBound bound) implements StreamInput {}

  /**
   * The account's owner refused to bind the stream.
   *
   * @param refused its answer
   */
  record BindRefused(StreamBindRefused refused) implements StreamInput {}

  /**
   * The account's owner lets the stream go on with another.
   *
   * @param resumed its answer
   */
  record ResumeAnswered(StreamResumed resumed) implements StreamInput {}

  /**
   * The account's owner refused to let the stream go on with another.
   *
   * @param refused its answer
   */
  record ResumeRefused(StreamResumeRefused refused) implements StreamInput {}

  /** The connection is gone, or counts as gone. */
  record Disconnected() implements StreamInput {}
}
