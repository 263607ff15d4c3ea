package org.godwit.session.xep0163_pep;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.godwit.protocol.jid.Jid;

/** Nodes in memory. */
final class FakePepStore implements PepStore {

  private final Map<Jid, Map<String, PepNode>> nodes = new LinkedHashMap<>();
  private final Map<Jid, Map<String, List<PepItem>>> items = new LinkedHashMap<>();

  private Map<String, PepNode> nodesOf(Jid owner) {
    return nodes.computeIfAbsent(owner, each -> new TreeMap<>());
  }

  private List<PepItem> itemsOf(Jid owner, String node) {
    return items
        .computeIfAbsent(owner, each -> new TreeMap<>())
        .computeIfAbsent(node, each -> new ArrayList<>());
  }

  @Override
  public Optional<PepNode> node(Jid owner, String name) {
    return Optional.ofNullable(nodesOf(owner).get(name));
  }

  @Override
  public List<PepNode> nodes(Jid owner) {
    return List.copyOf(nodesOf(owner).values());
  }

  @Override
  public void save(Jid owner, PepNode node) {
    // As rows do: through the text, and with the time at which it was made first.
    long created = node(owner, node.name()).map(PepNode::createdAtMs).orElse(node.createdAtMs());
    nodesOf(owner)
        .put(node.name(), PepNodeText.read(node.name(), PepNodeText.write(node), created));
  }

  @Override
  public void delete(Jid owner, String name) {
    nodesOf(owner).remove(name);
    purge(owner, name);
  }

  @Override
  public List<PepItem> items(Jid owner, String node) {
    return List.copyOf(itemsOf(owner, node)).reversed();
  }

  @Override
  public Optional<PepItem> item(Jid owner, String node, String id) {
    return itemsOf(owner, node).stream().filter(each -> each.id().equals(id)).findFirst();
  }

  @Override
  public void publish(Jid owner, PepNode node, PepItem item, int itemsMax) {
    save(owner, node);
    List<PepItem> all = itemsOf(owner, node.name());
    all.removeIf(each -> each.id().equals(item.id()));
    all.add(item);
    while (all.size() > itemsMax) {
      all.removeFirst();
    }
  }

  @Override
  public boolean retract(Jid owner, String node, String id) {
    return itemsOf(owner, node).removeIf(each -> each.id().equals(id));
  }

  @Override
  public void purge(Jid owner, String node) {
    itemsOf(owner, node).clear();
  }

  @Override
  public List<Latest> latest(Collection<Jid> owners, Collection<String> names) {
    List<Latest> found = new ArrayList<>();
    for (Jid owner : owners) {
      for (String name : names) {
        List<PepItem> all = items(owner, name);
        if (!all.isEmpty()) {
          node(owner, name).ifPresent(node -> found.add(new Latest(owner, node, all.getFirst())));
        }
      }
    }
    return found;
  }

  @Override
  public void deleteAll(Jid owner) {
    nodes.remove(owner);
    items.remove(owner);
  }
}
