package org.godwit.protocol.xep0030_disco;

import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * One item of an entity (XEP-0030, section 4.1).
 *
 * @param jid its address
 * @param node its node; null where it is addressed by its JID alone
 * @param name natural-language name; null for none
 */
public record DiscoItem(Jid jid, @Nullable String node, @Nullable String name) {}
