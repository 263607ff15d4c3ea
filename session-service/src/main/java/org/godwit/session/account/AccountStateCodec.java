package org.godwit.session.account;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an account's state in the state topic, version 1.
 *
 * <pre>
 *   octet version = 1
 *   int64 appliedOffset
 *   octet phase of the backlog (0 none, 1 sending, 2 waiting); unless 0: text gateway, text stream
 *   uint16 count of sessions; each: text gateway, text stream, text resource,
 *     octet available (0, 1), int8 priority
 * </pre>
 *
 * <p>Big-endian; a text is its length in octets as uint16 and modified UTF-8. A later version only
 * appends; what follows the known fields is ignored. Pure; any thread.
 */
final class AccountStateCodec {

  private static final int VERSION = 1;
  private static final int NO_BACKLOG = 0;
  private static final int SENDING = 1;
  private static final int WAITING = 2;

  private AccountStateCodec() {}

  /** Returns the bytes, or null where nothing of the account need be known: a tombstone. */
  static byte @Nullable [] encode(AccountState state) {
    if (!state.isOnline()) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeLong(state.appliedOffset());
      backlog(out, state.mailbox().backlog());
      out.writeShort(state.sessions().size());
      for (OnlineSession session : state.sessions()) {
        stream(out, session.stream());
        String resource = session.boundJid().resource();
        out.writeUTF(resource == null ? "" : resource);
        out.writeByte(session.available() ? 1 : 0);
        out.writeByte(session.priority());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail to be written", e);
    }
    return bytes.toByteArray();
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
      if (version != VERSION) {
        throw new IllegalArgumentException("unknown version " + version + " of a session state");
      }
      long appliedOffset = in.readLong();
      Backlog backlog = backlog(in);
      int count = in.readUnsignedShort();
      List<OnlineSession> sessions = new ArrayList<>(Math.min(count, 64));
      for (int i = 0; i < count; i++) {
        StreamRef stream = new StreamRef(in.readUTF(), in.readUTF());
        Jid boundJid = Jid.ofEnforced(account.local(), account.domain(), in.readUTF());
        sessions.add(
            new OnlineSession(stream, boundJid, in.readUnsignedByte() == 1, in.readByte()));
      }
      return new AccountState(sessions, Mailbox.UNKNOWN.withBacklog(backlog), appliedOffset);
    } catch (IOException e) {
      throw new IllegalArgumentException("a session state that ends too early", e);
    }
  }

  private static void backlog(DataOutputStream out, @Nullable Backlog backlog) throws IOException {
    if (backlog == null || !backlog.isDurable()) {
      out.writeByte(NO_BACKLOG);
      return;
    }
    out.writeByte(backlog.phase() == Backlog.Phase.SENDING ? SENDING : WAITING);
    stream(out, backlog.stream());
  }

  private static @Nullable Backlog backlog(DataInputStream in) throws IOException {
    int phase = in.readUnsignedByte();
    return switch (phase) {
      case NO_BACKLOG -> null;
      case SENDING -> backlog(in, Backlog.Phase.SENDING);
      case WAITING -> backlog(in, Backlog.Phase.WAITING);
      default -> throw new IllegalArgumentException("unknown backlog phase " + phase);
    };
  }

  private static Backlog backlog(DataInputStream in, Backlog.Phase phase) throws IOException {
    return new Backlog(new StreamRef(in.readUTF(), in.readUTF()), phase, false, null);
  }

  private static void stream(DataOutputStream out, StreamRef stream) throws IOException {
    out.writeUTF(stream.gateway());
    out.writeUTF(stream.stream());
  }
}
