package org.godwit.session.account;

import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.session.account.AccountState.Applied;
import org.godwit.session.account.Backlog.Phase;

/**
 * Reads version 1 of an account's state, after its version. Pure.
 *
 * <pre>
 *   int64 offset of what is applied
 *   octet phase of the backlog (0 none, 1 sending, 2 waiting); unless 0: text gateway, text stream
 *   uint16 count of sessions; each: text gateway, text stream, text resource,
 *     octet available (0, 1), int8 priority
 * </pre>
 *
 * <p>A state of version 1 did not say that all up to its offset was done, so nothing is passed
 * over.
 */
final class FirstStateCodec {

  private FirstStateCodec() {}

  static AccountState read(DataInputStream in, Jid account) throws IOException {
    long offset = in.readLong();
    Mailbox mailbox = Mailbox.UNKNOWN;
    int phase = in.readUnsignedByte();
    if (phase > 2) {
      throw new IllegalArgumentException("unknown backlog phase " + phase);
    }
    if (phase != 0) {
      Phase known = phase == 1 ? Phase.SENDING : Phase.WAITING;
      mailbox = mailbox.withBacklog(Backlog.of(AccountStateCodec.stream(in), known, true));
    }
    int count = in.readUnsignedShort();
    List<OnlineSession> sessions = new ArrayList<>(Math.min(count, 64));
    for (int i = 0; i < count; i++) {
      StreamRef stream = AccountStateCodec.stream(in);
      Jid boundJid = Jid.ofEnforced(account.local(), account.domain(), in.readUTF());
      boolean available = in.readUnsignedByte() == 1;
      int priority = in.readByte();
      sessions.add(
          new OnlineSession(
              stream,
              boundJid,
              new Availability(available, priority, available && priority >= 0 ? offset : -1),
              StreamProfile.DIRECT,
              Attachment.live(Attachment.epochOf(stream.stream()), stream.stream()),
              null));
    }
    return new AccountState(sessions, List.of(), mailbox, new Applied(offset, 0));
  }
}
