package org.godwit.session.xep0402_bookmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.xep0049_private.PrivateModule;
import org.godwit.session.xep0049_private.PrivateStore;
import org.godwit.session.xep0163_pep.PepAccount;
import org.junit.jupiter.api.Test;

/** XEP-0402, version 1.2.0, section 5.3, and XEP-0411, version 1.1.0. */
class BookmarksModuleTests {

  private static final String PRIVATE = "<query xmlns='jabber:iq:private'>";
  private static final String ASK = PRIVATE + "<storage xmlns='storage:bookmarks'/></query>";
  private static final String PLAY =
      "<conference jid=\"play@muc.localhost\" name=\"The Play\" autojoin=\"true\">"
          + "<nick>JC</nick></conference>";
  private static final String ORCHARD =
      "<conference jid=\"orchard@muc.localhost\" name=\"The Orchard\"/>";

  private final PepAccount account = new PepAccount("alice@localhost", new BookmarksFollower());
  private final Memory legacy = new Memory();
  private final BookmarksModule module =
      new BookmarksModule(account.module(), legacy, ModuleSwitches.ALL_ON, 10);
  private final PrivateModule storage =
      new PrivateModule(legacy, new PrivateModule.Limits(10, 1000), module);

  private void publish(String jid, String conference) {
    account.ask(
        account.module(),
        "set",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='urn:xmpp:bookmarks:1'>"
            + "<item id='"
            + jid
            + "'>"
            + conference
            + "</item></publish><publish-options><x xmlns='jabber:x:data' type='submit'>"
            + "<field var='FORM_TYPE' type='hidden'>"
            + "<value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
            + "<field var='pubsub#max_items'><value>max</value></field>"
            + "<field var='pubsub#access_model'><value>whitelist</value></field>"
            + "</x></publish-options></pubsub>");
  }

  private String privately(String type, String content) {
    return account.ask(storage, type, content);
  }

  private static String stored(String... conferences) {
    return PRIVATE
        + "<storage xmlns='storage:bookmarks'>"
        + String.join("", conferences)
        + "</storage></query>";
  }

  private String items(String node) {
    return account.ask(
        account.module(),
        "get",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node + "'/></pubsub>");
  }

  // Section 5.3.1.
  @Test
  void whatIsPublishedIsInPrivateXmlAndInTheOldNode() {
    // When
    publish(
        "play@muc.localhost",
        "<conference xmlns='urn:xmpp:bookmarks:1' name='The Play' autojoin='true'>"
            + "<nick>JC</nick><extensions><x xmlns='urn:x'/></extensions></conference>");

    // Then
    assertThat(account.notifiedNodes())
        .containsExactly("urn:xmpp:bookmarks:1", "storage:bookmarks");
    assertThat(privately("get", ASK)).contains(PLAY).doesNotContain("urn:x");
    assertThat(items("storage:bookmarks")).contains("id=\"current\"", PLAY);
  }

  // Section 5.3.2: nobody hears of what is as it was; what the old form cannot say is kept.
  @Test
  void whatIsStoredInPrivateXmlIsPublishedItemByItem() {
    // Given
    publish(
        "play@muc.localhost",
        "<conference xmlns='urn:xmpp:bookmarks:1' name='The Play' autojoin='true'>"
            + "<nick>JC</nick><extensions><x xmlns='urn:x'/></extensions></conference>");

    // When
    privately("set", stored(PLAY, ORCHARD));

    // Then
    assertThat(account.notifiedNodes())
        .containsExactly("storage:bookmarks", "urn:xmpp:bookmarks:1");
    assertThat(items("urn:xmpp:bookmarks:1"))
        .contains("id=\"play@muc.localhost\"", "id=\"orchard@muc.localhost\"", "urn:x");
  }

  @Test
  void whatIsMissingInPrivateXmlIsRetracted() {
    // Given
    privately("set", stored(PLAY, ORCHARD));

    // When
    privately("set", stored(ORCHARD));

    // Then
    assertThat(items("urn:xmpp:bookmarks:1"))
        .contains("orchard@muc.localhost")
        .doesNotContain("play@muc.localhost");
  }

  // XEP-0048, section 3.1: addresses of pages stay where they are.
  @Test
  void bookmarksOfPagesSurviveAChangeOfRooms() {
    // Given
    privately("set", stored("<url url='http://www.example.com/' name='Page'/>", PLAY));

    // When
    publish(
        "orchard@muc.localhost", "<conference xmlns='urn:xmpp:bookmarks:1' name='The Orchard'/>");

    // Then
    assertThat(privately("get", ASK)).contains("http://www.example.com/", PLAY, ORCHARD);
  }

  @Test
  void retractedRoomLeavesPrivateXml() {
    // Given
    privately("set", stored(PLAY, ORCHARD));

    // When
    account.ask(
        account.module(),
        "set",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><retract node='urn:xmpp:bookmarks:1'>"
            + "<item id='play@muc.localhost'/></retract></pubsub>");

    // Then
    assertThat(privately("get", ASK)).contains(ORCHARD).doesNotContain("play@muc.localhost");
  }

  // XEP-0411, section 4: what was stored before goes to PEP.
  @Test
  void bookmarksFromBeforeGoToPepWhenTheyAreAskedFor() {
    // Given
    legacy.save(
        Jid.of("alice@localhost"),
        List.of(account.element("<storage xmlns='storage:bookmarks'>" + PLAY + "</storage>")),
        10);

    // When
    String answer = privately("get", ASK);

    // Then
    assertThat(answer).contains(PLAY);
    assertThat(items("urn:xmpp:bookmarks:1")).contains("play@muc.localhost");
  }

  // XEP-0411, section 5: what others may read is not filled from private data.
  @Test
  void nodeThatOthersMayReadIsLeftAlone() {
    // Given
    account.ask(
        account.module(),
        "set",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><create node='urn:xmpp:bookmarks:1'/>"
            + "</pubsub>");

    // When
    privately("set", stored(PLAY));

    // Then
    assertThat(items("urn:xmpp:bookmarks:1")).doesNotContain("play@muc.localhost");
    assertThat(privately("get", ASK)).contains(PLAY);
  }

  @Test
  void whereItIsOffPrivateXmlAloneHasBookmarks() {
    // Given
    BookmarksModule off =
        new BookmarksModule(
            account.module(), legacy, new ModuleSwitches(Set.of("pep"), Map.of()), 10);
    PrivateModule alone = new PrivateModule(legacy, new PrivateModule.Limits(10, 1000), off);

    // When
    account.ask(alone, "set", stored(PLAY));

    // Then
    assertThat(account.ask(alone, "get", ASK)).contains(PLAY);
    assertThat(items("urn:xmpp:bookmarks:1")).doesNotContain("play@muc.localhost");
  }

  // XEP-0402, section 6: on the account.
  @Test
  void accountTellsOfTheConversion() {
    assertThat(module.features(TargetKind.ACCOUNT))
        .contains("urn:xmpp:bookmarks:1#compat", "urn:xmpp:bookmarks-conversion:0");
    assertThat(module.features(TargetKind.SERVER)).isEmpty();
  }

  private static final class Memory implements PrivateStore {
    private final Map<XmlName, XmlElement> elements = new HashMap<>();

    @Override
    public CompletionStage<Optional<XmlElement>> find(Jid account, XmlName name) {
      return CompletableFuture.completedFuture(Optional.ofNullable(elements.get(name)));
    }

    @Override
    public CompletionStage<Boolean> save(Jid account, List<XmlElement> all, int elementsMax) {
      all.forEach(each -> elements.put(each.name(), each));
      return CompletableFuture.completedFuture(true);
    }
  }
}
