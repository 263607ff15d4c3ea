package org.godwit.session.account;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.account.AccountState.Applied;
import org.godwit.session.account.Backlog.Phase;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an account's state in the state topic, version 2; version 1 can be read.
 *
 * <pre>
 *   octet version = 2
 *   int64 offset and int64 time of what is applied
 *   octet count of backlogs; each: text gateway, text stream, octet phase, octet shared
 *   octet count of ended streams; each: text gateway, text stream, int64 in
 *   uint16 count of sessions; each as {@link SessionCodec} says
 *   parts, each: octet tag, int32 length, content: {@link ExposureCodec}, {@link SessionFlagsCodec}
 * </pre>
 *
 * <p>Big-endian; a text is its length in octets as uint16 and modified UTF-8. A later version only
 * appends; what follows the known fields is ignored. Pure; any thread.
 */
final class AccountStateCodec {

  private static final int VERSION = 2;

  /** Phases of version 2. */
  private static final Phase[] PHASES = {
    Phase.HELD, Phase.LOADING, Phase.WAITING, Phase.SENDING, Phase.DRAINING
  };

  private AccountStateCodec() {}

  /** Returns the bytes, or null where nothing of the account need be known: a tombstone. */
  static byte @Nullable [] encode(AccountState state) {
    if (!state.isOnline() && state.applied().offset() < 0) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(state.applied().offset());
      out.writeLong(state.applied().timestampMs());
      List<Backlog> backlogs = state.mailbox().durable();
      out.writeByte(backlogs.size());
      for (Backlog backlog : backlogs) {
        stream(out, backlog.stream());
        out.writeByte(code(backlog));
        out.writeByte(backlog.shared() ? 1 : 0);
      }
      out.writeByte(state.ended().size());
      for (EndedStream ended : state.ended()) {
        stream(out, ended.stream());
        out.writeLong(ended.in());
      }
      out.writeShort(state.sessions().size());
      for (OnlineSession session : state.sessions()) {
        SessionCodec.write(out, session);
      }
      ExposureCodec.write(out, state.sessions());
      SessionFlagsCodec.write(out, state.sessions());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
  }

  /** A new owner begins anew, and needs to know only whether new messages may follow already. */
  private static int code(Backlog backlog) {
    Phase phase = backlog.phase() == Phase.DRAINING ? Phase.LOADING : backlog.phase();
    return Arrays.asList(PHASES).indexOf(backlog.isFollowed() ? Phase.DRAINING : phase);
  }

  /**
   * Returns the state in {@code bytes}.
   *
   * @param account the account's bare JID
   * @throws IllegalArgumentException where they are none
   */
  static AccountState decode(Jid account, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      int version = in.readUnsignedByte();
      return switch (version) {
        case 1 -> FirstStateCodec.read(in, account);
        case VERSION -> read(in, account);
        default ->
            throw new IllegalArgumentException(
                "unknown version " + version + " of a session state");
      };
    } catch (IOException e) {
      throw new IllegalArgumentException("a session state that ends too early", e);
    }
  }

  private static AccountState read(DataInputStream in, Jid account) throws IOException {
    Applied applied = new Applied(in.readLong(), in.readLong());
    Mailbox mailbox = Mailbox.UNKNOWN;
    int backlogs = in.readUnsignedByte();
    for (int i = 0; i < backlogs; i++) {
      StreamRef stream = stream(in);
      int phase = in.readUnsignedByte();
      if (phase >= PHASES.length) {
        throw new IllegalArgumentException("unknown backlog phase " + phase);
      }
      mailbox = mailbox.withBacklog(Backlog.of(stream, PHASES[phase], in.readUnsignedByte() == 1));
    }
    int endedCount = in.readUnsignedByte();
    List<EndedStream> ended = new ArrayList<>(endedCount);
    for (int i = 0; i < endedCount; i++) {
      ended.add(new EndedStream(stream(in), in.readLong()));
    }
    int count = in.readUnsignedShort();
    List<OnlineSession> sessions = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      sessions.add(SessionCodec.read(in, account));
    }
    List<OnlineSession> flagged = SessionFlagsCodec.read(in, sessions);
    return new AccountState(ExposureCodec.read(in, flagged), ended, mailbox, applied);
  }

  static void stream(DataOutputStream out, StreamRef stream) throws IOException {
    out.writeUTF(stream.gateway());
    out.writeUTF(stream.stream());
  }

  static StreamRef stream(DataInputStream in) throws IOException {
    return new StreamRef(in.readUTF(), in.readUTF());
  }
}
