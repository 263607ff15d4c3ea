package org.godwit.protocol.xep0030_disco;

import org.jspecify.annotations.Nullable;

/**
 * What an entity is (XEP-0030, section 3.1).
 *
 * @param category a category of the registrar, such as {@code server}
 * @param type a type in that category, such as {@code im}
 * @param name natural-language name; null for none
 */
public record DiscoIdentity(String category, String type, @Nullable String name) {}
