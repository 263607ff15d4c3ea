package org.godwit.session.xep0398_avatar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.ModuleSwitches;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.userdata.Digests;
import org.godwit.session.xep0054_vcard.VcardModule;
import org.godwit.session.xep0054_vcard.VcardStore;
import org.godwit.session.xep0163_pep.PepAccount;
import org.junit.jupiter.api.Test;

/** XEP-0398, version 1.0.0. */
class AvatarModuleTests {

  private static final byte[] OCTETS = "\u0089PNG image".getBytes(StandardCharsets.ISO_8859_1);
  private static final String IMAGE = Base64.getEncoder().encodeToString(OCTETS);
  private static final String ID = HexFormat.of().formatHex(Digests.digest("SHA-1", OCTETS));
  private static final String ASK = "<vCard xmlns='vcard-temp'/>";
  private static final String PHOTO =
      "<PHOTO><TYPE>image/png</TYPE><BINVAL>" + IMAGE + "</BINVAL></PHOTO>";

  private final PepAccount account = new PepAccount("alice@localhost");
  private final VcardModule vcards =
      new VcardModule(
          new Memory(), 10_000, new AvatarModule(account.module(), ModuleSwitches.ALL_ON));

  private void publish(String node, String id, String payload) {
    account.ask(
        account.module(),
        "set",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><publish node='"
            + node
            + "'><item id='"
            + id
            + "'>"
            + payload
            + "</item></publish></pubsub>");
  }

  private void avatar(String data, String id) {
    publish(AvatarRules.DATA, id, "<data xmlns='urn:xmpp:avatar:data'>" + data + "</data>");
    publish(
        AvatarRules.METADATA,
        id,
        "<metadata xmlns='urn:xmpp:avatar:metadata'>"
            + "<info bytes='1' id='web' type='image/gif' url='http://localhost/a.gif'/>"
            + "<info bytes='9' id='"
            + id
            + "' type='image/png'/></metadata>");
  }

  private String items(String node) {
    return account.ask(
        account.module(),
        "get",
        "<pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='" + node + "'/></pubsub>");
  }

  // Sections 3.1 and 5.2.
  @Test
  void avatarOfPepIsThePhotoOfTheVcard() {
    // Given
    account.ask(
        vcards, "set", "<vCard xmlns='vcard-temp'><FN>Alice</FN><PHOTO><X/></PHOTO></vCard>");

    // When
    avatar(IMAGE, ID);

    // Then
    assertThat(account.ask(vcards, "get", ASK))
        .isEqualTo("<vCard xmlns=\"vcard-temp\"><FN>Alice</FN>" + PHOTO + "</vCard>");
  }

  // Section 3.1: the hash should be that of the image.
  @Test
  void avatarWithAnotherHashIsNoPhoto() {
    // Given
    avatar(IMAGE, "0000000000000000000000000000000000000000");

    // Then
    assertThat(account.ask(vcards, "get", ASK)).isEqualTo("item-not-found");
  }

  // Section 5.2: who may not read the nodes is not shown the avatar. PEP's default is presence.
  @Test
  void strangerIsShownTheVcardWithoutTheAvatar() {
    // Given
    account.ask(vcards, "set", "<vCard xmlns='vcard-temp'><FN>Alice</FN></vCard>");
    avatar(IMAGE, ID);

    // Then
    assertThat(account.ask(vcards, Jid.of("mallory@localhost/r"), "get", ASK))
        .isEqualTo("<vCard xmlns=\"vcard-temp\"><FN>Alice</FN></vCard>");
  }

  // XEP-0084, section 4.2.1.
  @Test
  void avatarThatWasDisabledLeavesTheVcard() {
    // Given
    account.ask(vcards, "set", "<vCard xmlns='vcard-temp'><FN>Alice</FN>" + PHOTO + "</vCard>");

    // When
    publish(AvatarRules.METADATA, "none", "<metadata xmlns='urn:xmpp:avatar:metadata'/>");

    // Then
    assertThat(account.ask(vcards, "get", ASK))
        .isEqualTo("<vCard xmlns=\"vcard-temp\"><FN>Alice</FN></vCard>");
  }

  // Section 3.2: first the image, then what is said of it.
  @Test
  void photoOfAVcardIsPublished() {
    // When
    account.ask(vcards, "set", "<vCard xmlns='vcard-temp'>" + PHOTO + "</vCard>");

    // Then
    assertThat(account.notifiedNodes()).containsExactly(AvatarRules.DATA, AvatarRules.METADATA);
    assertThat(items(AvatarRules.DATA)).contains("id=\"" + ID + '"', IMAGE);
    assertThat(items(AvatarRules.METADATA))
        .contains("<info bytes=\"" + OCTETS.length + "\" id=\"" + ID + "\" type=\"image/png\"/>");
  }

  @Test
  void photoThatIsTheAvatarAlreadyIsNotPublishedAgain() {
    // Given
    avatar(IMAGE, ID);

    // When
    account.ask(vcards, "set", "<vCard xmlns='vcard-temp'>" + PHOTO + "</vCard>");

    // Then
    assertThat(account.notifiedNodes()).isEmpty();
  }

  // Section 3.2: a valid photo.
  @Test
  void whatIsNoImageIsNotPublished() {
    for (String photo :
        new String[] {
          "<PHOTO><TYPE>image/png</TYPE><BINVAL>?</BINVAL></PHOTO>",
          "<PHOTO><TYPE>image/png</TYPE><BINVAL/></PHOTO>",
          "<PHOTO><TYPE>text/html</TYPE><BINVAL>" + IMAGE + "</BINVAL></PHOTO>",
          "<PHOTO><EXTVAL>http://localhost/a.png</EXTVAL></PHOTO>"
        }) {
      // When
      account.ask(vcards, "set", "<vCard xmlns='vcard-temp'>" + photo + "</vCard>");

      // Then
      assertThat(account.notifiedNodes()).as(photo).isEmpty();
    }
  }

  @Test
  void whereItIsOffTheVcardIsAsItWasStored() {
    // Given
    VcardModule alone =
        new VcardModule(
            new Memory(),
            10_000,
            new AvatarModule(
                account.module(),
                new ModuleSwitches(Set.of("urn:xmpp:pep-vcard-conversion:0"), Map.of())));
    avatar(IMAGE, ID);

    // When
    account.ask(alone, "set", "<vCard xmlns='vcard-temp'><FN>Alice</FN></vCard>");

    // Then
    assertThat(account.ask(alone, "get", ASK))
        .isEqualTo("<vCard xmlns=\"vcard-temp\"><FN>Alice</FN></vCard>");
  }

  private static final class Memory implements VcardStore {
    private final Map<Jid, XmlElement> vcards = new HashMap<>();

    @Override
    public CompletionStage<Optional<XmlElement>> find(Jid account) {
      return CompletableFuture.completedFuture(Optional.ofNullable(vcards.get(account)));
    }

    @Override
    public CompletionStage<Void> save(Jid account, XmlElement vcard) {
      vcards.put(account, vcard);
      return CompletableFuture.completedFuture(null);
    }
  }
}
