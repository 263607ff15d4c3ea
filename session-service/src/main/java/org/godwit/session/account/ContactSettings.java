package org.godwit.session.account;

import java.time.Duration;
import java.util.Set;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.session.roster.RosterXml.ItemLimits;

/**
 * What a decision about rosters, presence and privacy lists needs.
 *
 * @param enabled whether accounts have rosters and privacy lists at all
 * @param managedHosts virtual hosts whose rosters clients may not change
 * @param itemsMax contacts of one account, from 0
 * @param requestsMax requests of one account that wait for an answer, from 0
 * @param items how large a contact may be
 * @param presenceBytesMax octets of a presence stanza that is broadcast, from 1
 * @param directedMax addresses of directed presence that are remembered of a session, from 0
 * @param listsMax privacy lists of one account, from 0
 * @param listItemsMax rules of one list, from 1
 * @param unreadRecheck how long an account is not asked for again whose rows could not be read
 * @param switches which modules are off on which host
 * @param offlineAtBind whether a host without presence sends stored messages to who has bound
 */
public record ContactSettings(
    boolean enabled,
    Set<String> managedHosts,
    int itemsMax,
    int requestsMax,
    ItemLimits items,
    int presenceBytesMax,
    int directedMax,
    int listsMax,
    int listItemsMax,
    Duration unreadRecheck,
    ModuleSwitches switches,
    boolean offlineAtBind) {

  /** Id of the switch of rosters, as in Tigase's plugin list. */
  private static final String ROSTER = "jabber:iq:roster";

  /** Copies the hosts. */
  public ContactSettings {
    managedHosts = Set.copyOf(managedHosts);
  }

  /** Returns these with other switches. */
  public ContactSettings with(ModuleSwitches others, boolean atBind) {
    return new ContactSettings(
        enabled,
        managedHosts,
        itemsMax,
        requestsMax,
        items,
        presenceBytesMax,
        directedMax,
        listsMax,
        listItemsMax,
        unreadRecheck,
        others,
        atBind);
  }

  /** Tells whether accounts of {@code host} have rosters. */
  boolean hasRosters(String host) {
    return switches.isOn(host, ROSTER);
  }

  /** No account has a roster. */
  public static final ContactSettings NONE =
      new ContactSettings(
          false,
          Set.of(),
          0,
          0,
          new ItemLimits(1, 1, 0),
          8192,
          0,
          0,
          1,
          Duration.ofSeconds(10),
          ModuleSwitches.ALL_ON,
          false);

  /** The defaults of the configuration. */
  public static final ContactSettings DEFAULT =
      new ContactSettings(
          true,
          Set.of(),
          2000,
          500,
          new ItemLimits(256, 256, 50),
          8192,
          200,
          20,
          1000,
          Duration.ofSeconds(10),
          ModuleSwitches.ALL_ON,
          false);
}
