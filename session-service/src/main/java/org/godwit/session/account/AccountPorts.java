package org.godwit.session.account;

import org.godwit.bus.StanzaPublisher;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.module.IqDispatcher;

/**
 * All that owners need from outside.
 *
 * @param bus takes their records
 * @param store keeps offline messages
 * @param directory knows the accounts
 * @param iqs answers requests
 * @param domains the served domains
 * @param resources makes resources
 * @param timer runs repetitions
 * @param contacts keeps rosters and privacy lists
 * @param archive keeps the archives
 * @param capabilities tells what resources can
 * @param lastSeen notes who has gone offline
 */
public record AccountPorts(
    StanzaPublisher bus,
    OfflineStore store,
    AccountDirectory directory,
    IqDispatcher iqs,
    ServedDomains domains,
    ResourceSource resources,
    Timer timer,
    ContactStore contacts,
    ArchiveStore archive,
    Capabilities capabilities,
    LastSeen lastSeen) {

  /**
   * Makes those of accounts without rosters and archives, and without what modules need of
   * resources.
   */
  public AccountPorts(
      StanzaPublisher bus,
      OfflineStore store,
      AccountDirectory directory,
      IqDispatcher iqs,
      ServedDomains domains,
      ResourceSource resources,
      Timer timer) {
    this(
        bus,
        store,
        directory,
        iqs,
        domains,
        resources,
        timer,
        ContactStore.NONE,
        ArchiveStore.NONE,
        Capabilities.NONE,
        LastSeen.NONE);
  }
}
