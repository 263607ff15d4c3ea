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
 */
public record AccountSettings(
    int resourcesMax,
    int offlineMessagesMax,
    int backlogBatch,
    Duration accountRecheck,
    int idleAccountsMax) {}
