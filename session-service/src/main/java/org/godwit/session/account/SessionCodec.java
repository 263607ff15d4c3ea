package org.godwit.session.account;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.StreamCounts;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one session in version 2 of an account's state. Pure.
 *
 * <pre>
 *   text gateway, text stream, text resource
 *   octet flags: 1 available, 2 released, 4 unshared, 8 copies of what it sends, 16 vetted,
 *     32 managed, 64 resumable, 128 asked to be resumed
 *   int8 priority, octet phase (0 live, 1 detached, 2 parting)
 *   int64 since, int64 sinceMs, int64 epoch, int64 awaited, returned
 *   where the phase has bit 64: text node, text ver, text hash, int16 count of nodes (-1: not
 *     known); each: text node
 *   where asked: text gateway, text stream, int64 h, text bindId, int64 epoch
 *   where the phase has bit 32: text id of the stream that brought it to its gateway
 *   where managed: int32 maxSeconds, int64 in, int64 out, int64 outOffset, int64 source,
 *     returned, uint16 count of delivered; each: int64 row,
 *     octet count of floors; each: text gateway, int64 offset
 *   returned: int64 highest, int32 count; each: int64 offset, int64 row
 * </pre>
 */
final class SessionCodec {

  private static final int AVAILABLE = 1;
  private static final int RELEASED = 2;
  private static final int UNSHARED = 4;
  private static final int SENT = 8;
  private static final int VETTED = 16;
  private static final int MANAGED = 32;
  private static final int RESUMABLE = 64;
  private static final int ASKED = 128;

  /** A bit of the octet that holds the phase. */
  private static final int INTERESTED = 64;

  /** Another bit of that octet: it was resumed. */
  private static final int RESUMED = 32;

  private static final StreamPhase[] PHASES = {
    StreamPhase.LIVE, StreamPhase.DETACHED, StreamPhase.PARTING
  };

  private SessionCodec() {}

  static void write(DataOutputStream out, OnlineSession session) throws IOException {
    AccountStateCodec.stream(out, session.stream());
    String resource = session.boundJid().resource();
    out.writeUTF(resource == null ? "" : resource);
    Attachment attachment = session.attachment();
    ManagedStream managed = session.managed();
    ResumeRequest request = attachment.request();
    out.writeByte(
        flag(session.presence().available(), AVAILABLE)
            | flag(attachment.released(), RELEASED)
            | flag(attachment.unshared(), UNSHARED)
            | flag(session.profile().sent(), SENT)
            | flag(session.profile().vetted(), VETTED)
            | flag(managed != null, MANAGED)
            | flag(managed != null && managed.resumable(), RESUMABLE)
            | flag(request != null, ASKED));
    out.writeByte(session.presence().priority());
    Interests interests = session.presence().interests();
    int phase =
        switch (attachment.phase()) {
          case LIVE -> 0;
          case DETACHED -> 1;
          case PARTING -> 2;
        };
    boolean resumed = !attachment.by().equals(session.stream().stream());
    out.writeByte(phase | flag(interests != null, INTERESTED) | flag(resumed, RESUMED));
    out.writeLong(session.presence().since());
    out.writeLong(attachment.sinceMs());
    out.writeLong(attachment.epoch());
    out.writeLong(attachment.awaited());
    returned(out, attachment.returned());
    if (interests != null) {
      write(out, interests);
    }
    if (request != null) {
      AccountStateCodec.stream(out, request.stream());
      out.writeLong(request.h());
      out.writeUTF(request.bindId());
      out.writeLong(request.epoch());
    }
    if (resumed) {
      out.writeUTF(attachment.by());
    }
    if (managed != null) {
      write(out, managed);
    }
  }

  private static int flag(boolean set, int bit) {
    return set ? bit : 0;
  }

  private static void write(DataOutputStream out, Interests interests) throws IOException {
    out.writeUTF(interests.caps().node());
    out.writeUTF(interests.caps().ver());
    out.writeUTF(interests.caps().hash());
    List<String> nodes = interests.nodes();
    out.writeShort(nodes == null ? -1 : nodes.size());
    if (nodes != null) {
      for (String node : nodes) {
        out.writeUTF(node);
      }
    }
  }

  private static Interests interests(DataInputStream in) throws IOException {
    CapsHash caps = new CapsHash(in.readUTF(), in.readUTF(), in.readUTF());
    int count = in.readShort();
    if (count < 0) {
      return new Interests(caps, null);
    }
    List<String> nodes = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      nodes.add(in.readUTF());
    }
    return new Interests(caps, nodes);
  }

  private static void write(DataOutputStream out, ManagedStream managed) throws IOException {
    out.writeInt(managed.maxSeconds());
    out.writeLong(managed.counts().in());
    out.writeLong(managed.counts().out());
    out.writeLong(managed.counts().outOffset());
    out.writeLong(managed.counts().source());
    returned(out, managed.returned());
    RecentRows delivered = managed.delivered();
    out.writeShort(delivered.size());
    for (int i = 0; i < delivered.size(); i++) {
      out.writeLong(delivered.row(i));
    }
    out.writeByte(managed.floors().size());
    for (TopicFloor floor : managed.floors()) {
      out.writeUTF(floor.gateway());
      out.writeLong(floor.offset());
    }
  }

  private static void returned(DataOutputStream out, ReturnedStanzas returned) throws IOException {
    out.writeLong(returned.highest());
    out.writeInt(returned.size());
    for (int i = 0; i < returned.size(); i++) {
      out.writeLong(returned.offset(i));
      out.writeLong(returned.row(i));
    }
  }

  private static ReturnedStanzas returned(DataInputStream in) throws IOException {
    long highest = in.readLong();
    int count = in.readInt();
    if (count < 0 || count > in.available() / (2 * Long.BYTES)) {
      throw new IllegalArgumentException("a session state that ends too early");
    }
    long[] offsets = new long[count];
    long[] rows = new long[count];
    for (int i = 0; i < count; i++) {
      offsets[i] = in.readLong();
      rows[i] = in.readLong();
    }
    return ReturnedStanzas.of(offsets, rows, highest);
  }

  static OnlineSession read(DataInputStream in, Jid account) throws IOException {
    StreamRef stream = AccountStateCodec.stream(in);
    Jid boundJid = Jid.ofEnforced(account.local(), account.domain(), in.readUTF());
    int flags = in.readUnsignedByte();
    int priority = in.readByte();
    int phaseBits = in.readUnsignedByte();
    int phase = phaseBits & ~(INTERESTED | RESUMED);
    if (phase >= PHASES.length) {
      throw new IllegalArgumentException("unknown phase " + phase + " of a session");
    }
    long since = in.readLong();
    long sinceMs = in.readLong();
    long epoch = in.readLong();
    long awaited = in.readLong();
    ReturnedStanzas returned = returned(in);
    Interests interests = has(phaseBits, INTERESTED) ? interests(in) : null;
    ResumeRequest request =
        has(flags, ASKED)
            ? new ResumeRequest(
                AccountStateCodec.stream(in), in.readLong(), in.readUTF(), in.readLong())
            : null;
    String by = has(phaseBits, RESUMED) ? in.readUTF() : stream.stream();
    return new OnlineSession(
        stream,
        boundJid,
        new Availability(has(flags, AVAILABLE), priority, since, interests),
        new StreamProfile(has(flags, SENT), has(flags, VETTED)),
        new Attachment(
            PHASES[phase],
            sinceMs,
            has(flags, RELEASED),
            has(flags, UNSHARED),
            epoch,
            awaited,
            returned,
            request,
            by),
        managed(in, flags));
  }

  private static boolean has(int flags, int bit) {
    return (flags & bit) != 0;
  }

  private static @Nullable ManagedStream managed(DataInputStream in, int flags) throws IOException {
    if (!has(flags, MANAGED)) {
      return null;
    }
    int maxSeconds = in.readInt();
    StreamCounts counts =
        new StreamCounts(in.readLong(), in.readLong(), in.readLong(), in.readLong());
    ReturnedStanzas returned = returned(in);
    long[] delivered = new long[in.readUnsignedShort()];
    for (int i = 0; i < delivered.length; i++) {
      delivered[i] = in.readLong();
    }
    int floorCount = in.readUnsignedByte();
    List<TopicFloor> floors = new ArrayList<>(floorCount);
    for (int i = 0; i < floorCount; i++) {
      floors.add(new TopicFloor(in.readUTF(), in.readLong()));
    }
    return new ManagedStream(
        has(flags, RESUMABLE), maxSeconds, counts, returned, RecentRows.of(delivered), floors);
  }
}
