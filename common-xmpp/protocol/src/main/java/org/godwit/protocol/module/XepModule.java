package org.godwit.protocol.module;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * One XEP, declared as data. Modules keep no state of their own and carry no framework annotation.
 */
public interface XepModule {

  /** Returns the XEP; null for a part of an RFC. */
  @Nullable Xep spec();

  /**
   * Returns the id by which the module is switched per virtual host, as in Tigase's plugin list.
   */
  String id();

  /** Returns the features that disco#info names for this module (XEP-0030, section 3.1). */
  Set<String> features();

  /**
   * Returns the features that disco#info of {@code target} names: all for the server, and for
   * others all where the module handles something for them.
   */
  default Set<String> features(TargetKind target) {
    boolean bound = bindings().stream().anyMatch(binding -> binding.target() == target);
    return target == TargetKind.SERVER || bound ? features() : Set.of();
  }

  /**
   * Returns what the module adds to the features of authenticated streams (RFC 6120, section 4.3.2)
   * of a host on which it is on. Pure.
   *
   * @param info what the host answers to disco#info
   */
  default List<XmlElement> streamFeatures(XmlElement info) {
    return List.of();
  }

  /** Returns what the module handles. */
  List<Binding> bindings();
}
