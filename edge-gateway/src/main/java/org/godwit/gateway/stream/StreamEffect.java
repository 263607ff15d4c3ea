package org.godwit.gateway.stream;

import org.godwit.gateway.auth.InviteToken;
import org.godwit.gateway.auth.Registration;
import org.godwit.gateway.auth.SaslStep;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** What the shell must do for a stream, in the order in which it is listed. */
public sealed interface StreamEffect {
  /**
   * Write this to the client.
   *
   * @param xml XML text; may hold SASL data
   */
  record Send(String xml) implements StreamEffect {
    @Override
    public String toString() {
      return "Send[" + xml.length() + " characters]";
    }
  }

  /** Expect a new stream header; bytes that came already are kept. */
  record RestartStream() implements StreamEffect {}

  /** Begin the TLS handshake and throw away what was read in the clear. */
  record StartTls() implements StreamEffect {}

  /** From now on the limits for authenticated clients hold. */
  record LiftLimits() implements StreamEffect {}

  /**
   * Look up what a domain offers.
   *
   * @param host the domain
   */
  record FindDomain(String host) implements StreamEffect {}

  /**
   * Relay a SASL step.
   *
   * @param step the step
   */
  record RelaySasl(SaslStep step) implements StreamEffect {}

  /**
   * Ask for an account.
   *
   * @param registration the wish
   */
  record Register(Registration registration) implements StreamEffect {}

  /**
   * Ask whether an invitation is good.
   *
   * @param host the stream's host
   * @param invite what the client has shown
   */
  record CheckInvite(String host, InviteToken invite) implements StreamEffect {}

  /**
   * Ask the account's owner to bind the stream.
   *
   * @param streamId the stream
   * @param account its bare JID
   * @param resource the wanted resource; null to let the owner choose
   * @param bindId pairs the answer with this request
   * @param carbons whether the client wants carbons from the beginning (XEP-0280)
   */
  record RequestBind(
      String streamId, Jid account, @Nullable String resource, String bindId, boolean carbons)
      implements StreamEffect {
    /** Makes one without carbons. */
    public RequestBind(String streamId, Jid account, @Nullable String resource, String bindId) {
      this(streamId, account, resource, bindId, false);
    }
  }

  /** What was sent is the last in the clear: all that follows is compressed, both ways. */
  record StartCompression() implements StreamEffect {}

  /**
   * Ask the account's owner to let the stream go on with another (XEP-0198, section 5).
   *
   * @param streamId the stream
   * @param account its bare JID
   * @param previd the other stream
   * @param h how many stanzas the client has handled there
   * @param bindId pairs the answer with this request
   */
  record RequestResume(String streamId, Jid account, String previd, long h, String bindId)
      implements StreamEffect {}

  /**
   * The stream takes stanzas from now on.
   *
   * @param jid its full JID
   */
  record OpenDelivery(Jid jid) implements StreamEffect {}

  /**
   * Manage the stream that has just been bound (XEP-0198, section 9.1); the client was told.
   *
   * @param resumeSeconds how long it may be resumed; 0 where it may not
   */
  record ManageStream(int resumeSeconds) implements StreamEffect {}

  /** The client of the stream that has just been bound is not active (XEP-0352). */
  record HoldBack() implements StreamEffect {}

  /**
   * Forget the stream; where it was bound, tell its account's owner.
   *
   * @param streamId the stream
   * @param boundJid its full JID; null where it was not bound
   * @param lost whether the connection was lost, without an end of the stream
   */
  record EndDelivery(String streamId, @Nullable Jid boundJid, boolean lost)
      implements StreamEffect {}

  /**
   * Close the connection once everything is written.
   *
   * @param awaitPeer whether the client gets time to end its own side first
   */
  record Close(boolean awaitPeer) implements StreamEffect {}
}
