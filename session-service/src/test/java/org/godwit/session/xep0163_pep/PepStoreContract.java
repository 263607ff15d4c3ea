package org.godwit.session.xep0163_pep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link PepStore} does. */
public abstract class PepStoreContract {

  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final Jid BOB = Jid.of("bob@localhost");
  private static final String NODE = "urn:n".repeat(200);

  protected abstract PepStore store();

  @BeforeEach
  void clear() {
    store().deleteAll(ALICE);
    store().deleteAll(BOB);
  }

  private static PepNode node(String name) {
    return PepNode.of(name, NodeConfig.DEFAULT, 7);
  }

  private static PepItem item(String id, String text) {
    return new PepItem(
        id, Jid.of("alice@localhost/r"), XmlElement.of("urn:x", "x").text(text).build(), 9);
  }

  private List<String> ids(Jid owner, String node) {
    return store().items(owner, node).stream().map(PepItem::id).toList();
  }

  @Test
  void nodeIsKeptAndReplacedButItsTimeStays() {
    // When
    store().save(ALICE, node(NODE));
    PepNode changed =
        new PepNode(
            NODE,
            new NodeConfig(Map.of(ConfigField.TITLE, List.of("t"))),
            Map.of(BOB, Affiliation.MEMBER),
            List.of(new PepSubscription(BOB, "s", false)),
            8);
    store().save(ALICE, changed);

    // Then
    PepNode found = store().node(ALICE, NODE).orElseThrow();
    assertThat(found.config()).isEqualTo(changed.config());
    assertThat(found.affiliations()).isEqualTo(changed.affiliations());
    assertThat(found.subscriptions()).isEqualTo(changed.subscriptions());
    assertThat(found.createdAtMs()).isEqualTo(7);
    assertThat(store().node(BOB, NODE)).isEmpty();
    assertThat(store().nodes(ALICE)).containsExactly(found);
  }

  @Test
  void itemsAreInOrderOfPublicationAndTheOldestGo() {
    // When
    for (String id : List.of("a", "b", "c", "a")) {
      store().publish(ALICE, node("n"), item(id, id), 3);
    }

    // Then
    assertThat(ids(ALICE, "n")).containsExactly("a", "c", "b");
    store().publish(ALICE, node("n"), item("d", "d"), 2);
    assertThat(ids(ALICE, "n")).containsExactly("d", "a");
    assertThat(store().item(ALICE, "n", "a")).contains(item("a", "a"));
    assertThat(store().item(ALICE, "n", "b")).isEmpty();
  }

  @Test
  void publishingTwiceIsTheSameAsOnce() {
    // When
    store().publish(ALICE, node("n"), item("a", "a"), 3);
    store().publish(ALICE, node("n"), item("a", "a"), 3);

    // Then
    assertThat(store().items(ALICE, "n")).containsExactly(item("a", "a"));
  }

  @Test
  void itemMayHaveNoPayload() {
    // Given
    PepItem empty = new PepItem("e", BOB, null, 1);

    // When
    store().publish(ALICE, node("n"), empty, 1);

    // Then
    assertThat(store().items(ALICE, "n")).containsExactly(empty);
  }

  @Test
  void retractPurgeAndDeleteRemoveWhatTheySay() {
    // Given
    store().publish(ALICE, node("n"), item("a", "a"), 3);
    store().publish(ALICE, node("n"), item("b", "b"), 3);
    store().publish(ALICE, node("m"), item("a", "a"), 3);

    // Then
    assertThat(store().retract(ALICE, "n", "a")).isTrue();
    assertThat(store().retract(ALICE, "n", "a")).isFalse();
    assertThat(ids(ALICE, "n")).containsExactly("b");
    store().purge(ALICE, "n");
    assertThat(ids(ALICE, "n")).isEmpty();
    assertThat(ids(ALICE, "m")).containsExactly("a");
    store().delete(ALICE, "m");
    assertThat(store().nodes(ALICE)).extracting(PepNode::name).containsExactly("n");
  }

  @Test
  void latestIsTheNewestItemOfEachNodeThatIsAskedFor() {
    // Given
    store().publish(ALICE, node("n"), item("a", "a"), 3);
    store().publish(ALICE, node("n"), item("b", "b"), 3);
    store().publish(ALICE, node("m"), item("c", "c"), 3);
    store().publish(BOB, node("n"), item("d", "d"), 3);
    store().save(BOB, node("o"));

    // When
    List<PepStore.Latest> found = store().latest(List.of(ALICE, BOB), List.of("n", "o"));

    // Then
    assertThat(found)
        .extracting(each -> each.owner() + each.item().id())
        .containsExactlyInAnyOrder("alice@localhostb", "bob@localhostd");
    assertThat(store().latest(List.of(ALICE), List.of())).isEmpty();
  }
}
