package org.godwit.session.xep0163_pep;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.godwit.protocol.jid.Jid;

/**
 * Keeps nodes and items. Each call is one transaction, and making a change twice is the same as
 * once. May block: called on virtual threads alone. Owners are bare JIDs.
 */
public interface PepStore {

  /**
   * The last item of a node.
   *
   * @param owner the account
   * @param node the node
   * @param item the item
   */
  record Latest(Jid owner, PepNode node, PepItem item) {}

  /** Returns a node; empty where there is none. */
  Optional<PepNode> node(Jid owner, String name);

  /** Returns all nodes of an account, in order of their names. */
  List<PepNode> nodes(Jid owner);

  /** Keeps a node in the place of the one with its name. */
  void save(Jid owner, PepNode node);

  /** Deletes a node with its items. */
  void delete(Jid owner, String name);

  /** Returns a node's items, newest first. */
  List<PepItem> items(Jid owner, String node);

  /** Returns an item; empty where there is none. */
  Optional<PepItem> item(Jid owner, String node, String id);

  /**
   * Keeps a node and, as its newest, an item.
   *
   * @param itemsMax how many items stay; the oldest others are deleted
   */
  void publish(Jid owner, PepNode node, PepItem item, int itemsMax);

  /** Deletes an item and tells whether it was there. */
  boolean retract(Jid owner, String node, String id);

  /** Deletes all items of a node. */
  void purge(Jid owner, String node);

  /**
   * Returns the last items of those nodes of {@code owners} that are called as in {@code nodes}.
   */
  List<Latest> latest(Collection<Jid> owners, Collection<String> nodes);

  /** Deletes all of an account. */
  void deleteAll(Jid owner);
}
