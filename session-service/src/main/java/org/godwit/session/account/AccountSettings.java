package org.godwit.session.account;

import java.time.Duration;

/**
 * The limits that a decision needs.
 *
 * @param resourcesMax bound resources of one account, from 1
 * @param offlineMessagesMax offline messages of one account, from 0
 * @param backlogBatch offline messages sent before the next load, from 1
 * @param accountRecheck how long the existence of an absent account is believed
 * @param idleAccountsMax absent accounts that a partition remembers, from 0
 * @param holdMax how long new messages wait behind stored ones that cannot be read
 * @param streams about streams
 * @param contacts about rosters, presence and privacy lists
 */
public record AccountSettings(
    int resourcesMax,
    int offlineMessagesMax,
    int backlogBatch,
    Duration accountRecheck,
    int idleAccountsMax,
    Duration holdMax,
    StreamSettings streams,
    ContactSettings contacts) {

  /** Makes those of accounts without rosters and privacy lists. */
  public AccountSettings(
      int resourcesMax,
      int offlineMessagesMax,
      int backlogBatch,
      Duration accountRecheck,
      int idleAccountsMax,
      Duration holdMax,
      StreamSettings streams) {
    this(
        resourcesMax,
        offlineMessagesMax,
        backlogBatch,
        accountRecheck,
        idleAccountsMax,
        holdMax,
        streams,
        ContactSettings.NONE);
  }

  /** Returns these with others about rosters, presence and privacy lists. */
  public AccountSettings with(ContactSettings others) {
    return new AccountSettings(
        resourcesMax,
        offlineMessagesMax,
        backlogBatch,
        accountRecheck,
        idleAccountsMax,
        holdMax,
        streams,
        others);
  }

  /** Takes the configuration's defaults for the rest. */
  public AccountSettings(
      int resourcesMax,
      int offlineMessagesMax,
      int backlogBatch,
      Duration accountRecheck,
      int idleAccountsMax) {
    this(
        resourcesMax,
        offlineMessagesMax,
        backlogBatch,
        accountRecheck,
        idleAccountsMax,
        Duration.ofMinutes(2),
        StreamSettings.DEFAULT);
  }
}
