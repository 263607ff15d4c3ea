package org.godwit.session.xep0163_pep;

/**
 * How much an account may keep in its nodes.
 *
 * @param nodes nodes of one account
 * @param items items of one node
 * @param itemBytes size of a payload as XML
 * @param entities affiliations, and subscriptions, of one node
 * @param answerBytes size of the items in one answer; what is more is left out
 */
public record PepLimits(int nodes, int items, int itemBytes, int entities, int answerBytes) {}
