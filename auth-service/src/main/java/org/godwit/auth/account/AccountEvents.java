package org.godwit.auth.account;

import org.godwit.protocol.jid.Jid;

/** Where stores note what other services must be told. Any thread; calls block. */
public interface AccountEvents {

  /** Notes nothing: where there is no bus, and nobody to tell. */
  AccountEvents NONE =
      new AccountEvents() {
        @Override
        public void note(Jid account, AccountEventKind kind) {
          // There is nobody to tell.
        }

        @Override
        public void noteContact(Jid account, Jid contact) {
          // There is nobody to tell.
        }

        @Override
        public void noteSessionEnded(Jid session) {
          // There is nobody to tell.
        }

        @Override
        public boolean isRemovalUnderWay(Jid account) {
          return false;
        }

        @Override
        public void wake() {
          // Nothing waits.
        }
      };

  /** Notes an event, in the caller's transaction where there is one. */
  void note(Jid account, AccountEventKind kind);

  /** Notes that the stream of {@code session}, a full JID, ends. */
  void noteSessionEnded(Jid session);

  /** Notes, in the caller's transaction, that {@code account} is to have {@code contact}. */
  void noteContact(Jid account, Jid contact);

  /**
   * Tells whether a removal has not been told to others yet: an account that was made before would
   * be erased by it.
   */
  boolean isRemovalUnderWay(Jid account);

  /** Has what was noted told soon; called after the commit. */
  void wake();
}
