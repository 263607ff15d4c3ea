package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.AccountScenario.ALICE;
import static org.godwit.session.account.AccountScenario.stream;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.session.xep0013_offline.OfflineRetrievalModule;
import org.junit.jupiter.api.Test;

/** XEP-0013. */
class OfflineRetrievalTests {

  private static final StreamRef PHONE = stream("gw1", "k1-phone");
  private static final StreamRef DESK = stream("gw2", "k1-desk");
  private static final Pattern NODE = Pattern.compile("<item node=\"([0-9a-f]+)\"/>");

  private final FakeOfflineStore store = new FakeOfflineStore();
  private final AccountScenario s =
      new AccountScenario(List.of(new OfflineRetrievalModule(store)), store);

  private List<String> ask(StanzaType type, String content) {
    int before = s.texts(PHONE).size();
    s.sent(
        PHONE,
        Stanzas.iq(
            type,
            "alice@localhost/phone",
            null,
            "<offline xmlns=\"http://jabber.org/protocol/offline\">" + content + "</offline>"));
    return new ArrayList<>(s.texts(PHONE).subList(before, s.texts(PHONE).size()));
  }

  private static String item(String action, String node) {
    return "<item action=\"" + action + "\" node=\"" + node + "\"/>";
  }

  private static List<String> nodes(List<String> messages) {
    List<String> nodes = new ArrayList<>();
    for (String message : messages) {
      Matcher matcher = NODE.matcher(message);
      if (matcher.find()) {
        nodes.add(matcher.group(1));
      }
    }
    return nodes;
  }

  private void given() {
    s.chat(ALICE, "one");
    s.chat(ALICE, "two");
    s.chat(ALICE, "three");
    s.bind(PHONE, ALICE, "phone");
  }

  @Test
  void section26AllMessagesAreFetchedAndStay() {
    // Given
    given();

    // When
    List<String> got = ask(StanzaType.GET, "<fetch/>");

    // Then
    assertThat(got).hasSize(4);
    assertThat(got.get(0)).contains("<body>one</body>", "urn:xmpp:delay", "<item node=");
    assertThat(got.get(2)).contains("<body>three</body>");
    assertThat(got.get(3)).contains("type=\"result\"");
    assertThat(nodes(got)).isSorted().hasSize(3);
    assertThat(s.store.rows(ALICE)).hasSize(3);
  }

  @Test
  void section22WhoFetchesIsNotFloodedAndNobodyElseIs() {
    // Given
    given();
    ask(StanzaType.GET, "<fetch/>");
    int before = s.texts(PHONE).size();

    // When
    s.sent(PHONE, Stanzas.presence("alice@localhost/phone", ""));
    s.online(DESK, ALICE, "desk");

    // Then
    assertThat(s.texts(PHONE)).hasSize(before);
    assertThat(s.bodies(DESK)).isEmpty();

    // When
    s.chat(ALICE, "live");

    // Then
    assertThat(s.bodies(DESK)).containsExactly("live");

    // When: the next owner must not flood either.
    s.crash();
    s.online(stream("gw2", "k1-tablet"), ALICE, "tablet");

    // Then
    assertThat(s.bodies(stream("gw2", "k1-tablet"))).isEmpty();
  }

  @Test
  void section24And25SingleMessagesAreViewedAndRemoved() {
    // Given
    given();
    List<String> nodes = nodes(ask(StanzaType.GET, "<fetch/>"));

    // When
    List<String> viewed = ask(StanzaType.GET, item("view", nodes.get(1)));
    List<String> removed =
        ask(StanzaType.SET, item("remove", nodes.get(0)) + item("remove", nodes.get(1)));

    // Then
    assertThat(viewed).hasSize(2);
    assertThat(viewed.getFirst()).contains("<body>two</body>", nodes.get(1));
    assertThat(removed).singleElement().asString().contains("type=\"result\"");
    assertThat(s.store.rows(ALICE)).hasSize(1);
    assertThat(ask(StanzaType.GET, item("view", nodes.get(0))))
        .singleElement()
        .asString()
        .contains("item-not-found");
  }

  @Test
  void section27AllMessagesArePurged() {
    // Given
    given();

    // When
    List<String> got = ask(StanzaType.SET, "<purge/>");

    // Then
    assertThat(got).singleElement().asString().contains("type=\"result\"");
    assertThat(s.store.rows(ALICE)).isEmpty();
    assertThat(s.isAllCommitted()).isTrue();
  }

  @Test
  void whatIsNeitherIsABadRequest() {
    // Given
    given();

    // Then
    assertThat(ask(StanzaType.GET, "").getFirst()).contains("bad-request");
    assertThat(ask(StanzaType.SET, item("view", "0")).getFirst()).contains("bad-request");
  }
}
