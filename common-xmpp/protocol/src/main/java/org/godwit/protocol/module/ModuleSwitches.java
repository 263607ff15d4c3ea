package org.godwit.protocol.module;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.godwit.protocol.host.VirtualHosts;

/**
 * Which modules are switched off, per virtual host. Any thread.
 *
 * @param off ids that are off everywhere where a host does not say otherwise
 * @param byHost ids that are off on a host, complete
 * @param live what a host's policy says at the moment, in the form that {@link #parse} takes; it
 *     holds before the others
 */
public record ModuleSwitches(
    Set<String> off, Map<String, Set<String>> byHost, Function<String, List<String>> live) {

  /** Every module is on. */
  public static final ModuleSwitches ALL_ON = new ModuleSwitches(Set.of(), Map.of());

  /** Makes switches that no policy changes. */
  public ModuleSwitches(Set<String> off, Map<String, Set<String>> byHost) {
    this(off, byHost, host -> List.of());
  }

  /** Copies the collections. */
  public ModuleSwitches {
    off = Set.copyOf(off);
    byHost = Map.copyOf(byHost);
  }

  /**
   * Returns the switches that two lists in the form of Tigase's {@code --sm-plugins} describe: each
   * entry is {@code +id} or {@code id} (on), {@code -id} (off) or {@code id=threads} (on; the
   * number is ignored). Blanks around entries are ignored; of two entries the later one holds.
   *
   * @param everywhere for all hosts
   * @param hosts for one host each, beside the former
   */
  public static ModuleSwitches parse(List<String> everywhere, Map<String, List<String>> hosts) {
    Set<String> off = applied(Set.of(), everywhere);
    Map<String, Set<String>> byHost = new HashMap<>();
    hosts.forEach((host, entries) -> byHost.put(host, applied(off, entries)));
    return new ModuleSwitches(off, byHost);
  }

  /** Returns these switches beneath what the policies of {@code hosts} say. */
  public ModuleSwitches under(VirtualHosts hosts) {
    return new ModuleSwitches(off, byHost, host -> hosts.policyOf(host).modules());
  }

  private static Set<String> applied(Set<String> before, List<String> entries) {
    Set<String> off = new HashSet<>(before);
    for (String entry : entries) {
      String id = idOf(entry);
      if (entry.strip().startsWith("-")) {
        off.add(id);
      } else {
        off.remove(id);
      }
    }
    return Set.copyOf(off);
  }

  /** Returns the id that an entry of a list names. */
  public static String idOf(String entry) {
    String id = entry.strip();
    if (id.startsWith("+") || id.startsWith("-")) {
      id = id.substring(1).strip();
    }
    int threads = id.lastIndexOf('=');
    return threads > 0 && id.substring(threads + 1).chars().allMatch(Character::isDigit)
        ? id.substring(0, threads)
        : id;
  }

  /** Tells whether the module called {@code id} handles requests on {@code host}. */
  public boolean isOn(String host, String id) {
    // The last entry for an id holds.
    for (String entry : live.apply(host).reversed()) {
      if (idOf(entry).equals(id)) {
        return !entry.strip().startsWith("-");
      }
    }
    return !byHost.getOrDefault(host, off).contains(id);
  }
}
