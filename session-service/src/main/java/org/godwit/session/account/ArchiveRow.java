package org.godwit.session.account;

import org.godwit.protocol.jid.Jid;

/**
 * A message for an account's archive.
 *
 * @param account the bare JID whose archive it is
 * @param id its id there, and its place in the order
 * @param peer the other side: whom it is from, or to where the account has sent it
 * @param receivedAtMs when it came, in milliseconds since 1970
 * @param stanza its bytes, with the id
 */
public record ArchiveRow(String account, String id, Jid peer, long receivedAtMs, byte[] stanza) {

  @Override
  public String toString() {
    return "ArchiveRow[" + id + ']';
  }
}
