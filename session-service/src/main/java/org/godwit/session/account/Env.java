package org.godwit.session.account;

import org.godwit.protocol.jid.Jid;

/**
 * What a decision may use beside state and input.
 *
 * @param account the account's bare JID
 * @param key its text, the key of its records
 * @param resources makes resources
 */
record Env(Jid account, String key, ResourceSource resources) {}
