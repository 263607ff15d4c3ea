package org.godwit.protocol.module;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;

/**
 * The modules of one service, and who handles what.
 *
 * <p>Immutable; any thread.
 */
public final class ModuleIndex {

  private final List<XepModule> modules;
  private final Map<Key, Binding> bindings = new HashMap<>();
  private final Map<Key, String> ids = new HashMap<>();
  private final Set<String> features;

  /**
   * Indexes {@code modules}.
   *
   * @throws IllegalArgumentException where two modules have the same id or handle the same request,
   *     or a binding is for anything but iq requests
   */
  public ModuleIndex(List<XepModule> modules) {
    this.modules = List.copyOf(modules);
    Set<String> seen = new HashSet<>();
    Set<String> sorted = new TreeSet<>();
    for (XepModule module : this.modules) {
      if (!seen.add(module.id())) {
        throw new IllegalArgumentException("two modules have the id '" + module.id() + "'");
      }
      for (Binding binding : module.bindings()) {
        index(module, binding);
      }
      sorted.addAll(module.features());
    }
    features = Collections.unmodifiableSet(sorted);
  }

  private void index(XepModule module, Binding binding) {
    if (!binding.type().isRequest()) {
      throw new IllegalArgumentException(
          "module '" + module.id() + "' binds " + binding.type() + ", which is no iq request");
    }
    Key key = new Key(binding.type(), binding.target(), binding.payload());
    if (bindings.putIfAbsent(key, binding) != null) {
      throw new IllegalArgumentException(
          "module '" + module.id() + "' binds what another module binds: " + key);
    }
    ids.put(key, module.id());
  }

  /** Returns the modules in the order they were given. */
  public List<XepModule> modules() {
    return modules;
  }

  /** Returns the features of all modules, in alphabetical order. */
  public Set<String> features() {
    return features;
  }

  /** Returns the binding for an iq, or null where no module handles it. */
  public @Nullable Binding find(StanzaType type, TargetKind target, XmlName payload) {
    return bindings.get(new Key(type, target, payload));
  }

  /** Returns the id of the module that handles an iq, or null where no module does. */
  public @Nullable String moduleId(StanzaType type, TargetKind target, XmlName payload) {
    return ids.get(new Key(type, target, payload));
  }

  private record Key(StanzaType type, TargetKind target, XmlName payload) {}
}
