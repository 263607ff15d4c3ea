package org.godwit.protocol.module;

import java.util.List;
import java.util.Set;
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

  /** Returns what the module handles. */
  List<Binding> bindings();
}
