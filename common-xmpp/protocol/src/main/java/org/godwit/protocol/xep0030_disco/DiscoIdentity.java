package org.godwit.protocol.xep0030_disco;

import org.jspecify.annotations.Nullable;

/**
 * What an entity is (XEP-0030, section 3.1).
 *
 * @param category a category of the registrar, such as {@code server}
 * @param type a type in that category, such as {@code im}
 * @param name natural-language name, in English; null for none
 * @param module id of the module without which the entity is not that; null where it always is
 */
public record DiscoIdentity(
    String category, String type, @Nullable String name, @Nullable String module) {

  /** Makes one that does not depend on a module. */
  public DiscoIdentity(String category, String type, @Nullable String name) {
    this(category, type, name, null);
  }
}
