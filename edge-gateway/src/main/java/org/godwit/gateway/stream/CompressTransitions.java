package org.godwit.gateway.stream;

import org.godwit.gateway.stream.StreamEffect.RestartStream;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamEffect.StartCompression;
import org.godwit.gateway.stream.StreamInput.FrameReceived;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.AwaitingHeader;
import org.godwit.gateway.xep0138_compression.CompressionRules;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;

/** The transitions of stream compression (XEP-0138 v2.1, section 2). Pure. */
final class CompressTransitions {
  private CompressTransitions() {}

  /** Tells whether compression is offered on {@code connection}: once, and not in HTTP. */
  static boolean isOffered(Connection connection, StreamPolicy policy) {
    return policy.compression()
        && connection.transport().offersCompression()
        && !connection.compressed();
  }

  /** A client that has authenticated, and has bound no resource, asks for compression. */
  static StreamStep onElement(Authenticated state, FrameReceived input, StreamPolicy policy) {
    Connection connection = state.connection();
    @Nullable String refusal =
        CompressionRules.refusal(
            XmlReader.parse(input.frame()), isOffered(connection, policy), input.unread());
    return refusal == null
        ? StreamStep.of(
            new AwaitingHeader(connection.toCompressed()),
            new Send(CompressionRules.COMPRESSED),
            new StartCompression(),
            new RestartStream())
        : BindTransitions.refused(state, CompressionRules.failure(refusal));
  }
}
