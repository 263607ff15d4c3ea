package org.godwit.session.account;

import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * A bound resource, or one that was. Immutable.
 *
 * @param stream the stream that is bound, at the gateway that holds or held it last
 * @param boundJid its full JID
 * @param presence its presence
 * @param profile how its stanzas go on the bus
 * @param attachment how it hangs on its gateway
 * @param managed its stream management; null where it is not enabled
 * @param exposure what others know of it, and what it wants to know
 * @param flags what its client has switched on
 */
record OnlineSession(
    StreamRef stream,
    Jid boundJid,
    Availability presence,
    StreamProfile profile,
    Attachment attachment,
    @Nullable ManagedStream managed,
    Exposure exposure,
    SessionFlags flags) {

  /** Makes one of which nobody knows and for which nothing is switched on. */
  OnlineSession(
      StreamRef stream,
      Jid boundJid,
      Availability presence,
      StreamProfile profile,
      Attachment attachment,
      @Nullable ManagedStream managed) {
    this(
        stream, boundJid, presence, profile, attachment, managed, Exposure.NONE, SessionFlags.NONE);
  }

  /** Makes a live one without stream management. */
  OnlineSession(StreamRef stream, Jid boundJid, boolean available, int priority) {
    this(
        stream,
        boundJid,
        new Availability(available, priority, -1),
        StreamProfile.DIRECT,
        Attachment.live(Attachment.epochOf(stream.stream()), stream.stream()),
        null);
  }

  /** Returns a resource that was just bound and has sent no presence. */
  static OnlineSession bound(StreamRef stream, Jid boundJid) {
    return new OnlineSession(stream, boundJid, false, 0);
  }

  boolean available() {
    return presence.available() && attachment.phase() != StreamPhase.PARTING;
  }

  int priority() {
    return presence.priority();
  }

  boolean isLive() {
    return attachment.phase() == StreamPhase.LIVE;
  }

  boolean isDetached() {
    return attachment.phase() == StreamPhase.DETACHED;
  }

  boolean isParting() {
    return attachment.phase() == StreamPhase.PARTING;
  }

  /** Tells whether messages to the bare JID may go here (RFC 6121, section 8.5.2.1.1). */
  boolean takesMessages() {
    return presence.takesMessages() && attachment.phase() != StreamPhase.PARTING;
  }

  /** Tells whether what comes back is kept for this stream, which may be resumed. */
  boolean isKeeping() {
    return managed != null && managed.resumable() && !isParting();
  }

  /** Tells whether the session is of a start of {@code gateway} before {@code start}. */
  boolean isOlder(String gateway, long start) {
    return attachment.epoch() < start && stream.gateway().equals(gateway);
  }

  /** Returns how many stanzas of the client were handled; -1 where it is not managed. */
  long in() {
    return managed == null ? -1 : managed.counts().in();
  }

  OnlineSession with(Availability next) {
    return new OnlineSession(stream, boundJid, next, profile, attachment, managed, exposure, flags);
  }

  OnlineSession with(Attachment next) {
    return new OnlineSession(stream, boundJid, presence, profile, next, managed, exposure, flags);
  }

  OnlineSession with(ManagedStream next) {
    return new OnlineSession(
        stream, boundJid, presence, profile, attachment, next, exposure, flags);
  }

  OnlineSession with(StreamProfile next) {
    return new OnlineSession(
        stream, boundJid, presence, next, attachment, managed, exposure, flags);
  }

  OnlineSession with(Exposure next) {
    return new OnlineSession(stream, boundJid, presence, profile, attachment, managed, next, flags);
  }

  OnlineSession with(SessionFlags next) {
    return new OnlineSession(
        stream, boundJid, presence, profile, attachment, managed, exposure, next);
  }

  /** Takes counts; returns this where they say nothing new. */
  @SuppressWarnings("ReferenceEquality")
  OnlineSession counted(@Nullable StreamCounts counts) {
    if (managed == null || counts == null) {
      return this;
    }
    ManagedStream next = managed.counted(counts);
    return next == managed ? this : with(next);
  }

  /** Tells whether the difference to {@code other} may be written later: counts and returns. */
  boolean isSameButCounts(OnlineSession other) {
    return stream.equals(other.stream)
        && boundJid.equals(other.boundJid)
        && presence.equals(other.presence)
        && profile.equals(other.profile)
        && exposure.equals(other.exposure)
        && flags.equals(other.flags)
        && attachment.isSameButReturns(other.attachment)
        && (managed == null
            ? other.managed == null
            : other.managed != null && managed.isSameButCounts(other.managed));
  }
}
