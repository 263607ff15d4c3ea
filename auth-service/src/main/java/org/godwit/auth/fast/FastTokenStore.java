package org.godwit.auth.fast;

import java.util.List;
import org.godwit.protocol.jid.Jid;

/**
 * Where tokens are kept. Any thread; calls block. JIDs are bare and enforced; agent ids are UUIDs
 * in lower case.
 *
 * <p>What every store does is written down in the test class {@code FastTokenStoreContract}.
 */
public interface FastTokenStore {

  /** Returns what a client has: one token per slot at most, the new one first. */
  List<FastToken> find(Jid account, String agentId);

  /**
   * Puts a token into its slot, in place of what is there. Of an account with more clients than
   * {@code clientsMax}, those lose their tokens whose last one is oldest.
   *
   * @return false, and no change, where there is no such account
   */
  boolean put(Jid account, String agentId, FastToken token, int clientsMax);

  /**
   * The client has used its new token, which has {@code salt}: it takes the place of the current
   * one. Nothing changes where another has come meanwhile.
   */
  void promote(Jid account, String agentId, byte[] salt);

  /** Removes what a client has. */
  void remove(Jid account, String agentId);

  /** Removes what all clients of an account have; returns how many tokens that were. */
  int removeAll(Jid account);
}
