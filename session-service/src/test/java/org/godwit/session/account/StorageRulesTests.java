package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** XEP-0160, section 3, and XEP-0334, section 4. */
class StorageRulesTests {

  @ParameterizedTest
  @CsvSource({
    "CHAT,   BODY,                        true",
    "NORMAL, BODY,                        true",
    "CHAT,   BODY CHAT_STATE,             true",
    "NORMAL, SUBJECT,                     true",
    // A receipt, an invitation or an encrypted payload: content other than chat states.
    "CHAT,   OTHER_PAYLOAD,               true",
    "NORMAL, OTHER_PAYLOAD,               true",
    "CHAT,   CHAT_STATE,                  false",
    "CHAT,   '',                          false",
    "CHAT,   CHAT_STATE STORE,            true",
    "CHAT,   BODY NO_STORE,               false",
    "CHAT,   BODY STORE NO_STORE,         false",
    // Section 4.1 of XEP-0334 is about archives: such a message may wait.
    "CHAT,   BODY NO_PERMANENT_STORE,     true",
    "CHAT,   BODY NO_COPY,                true",
    "GROUPCHAT,     BODY,                 false",
    "HEADLINE,      BODY,                 false",
    "HEADLINE,      BODY STORE,           false",
    "MESSAGE_ERROR, BODY,                 false",
    "MESSAGE_ERROR, BODY STORE,           false"
  })
  void theTypeAndTheContentDecide(StanzaType type, String traits, boolean storable) {
    // Given
    List<StanzaTrait> set =
        Arrays.stream(traits.split(" ", -1))
            .filter(name -> !name.isEmpty())
            .map(StanzaTrait::valueOf)
            .toList();
    StanzaHead head = new StanzaHead(type, null, null, null, StanzaTrait.bits(set));

    // When
    boolean result = StorageRules.isStorable(head);

    // Then
    assertThat(result).isEqualTo(storable);
  }

  @ParameterizedTest
  @CsvSource({
    "BODY,               <body/>,                                    true",
    "BODY CHAT_STATE,    <body></body><active xmlns='urn:c'/>,       true",
    "BODY,               <body xml:lang='de'/><body>text</body>,     false",
    "BODY,               <body>text</body>,                          false",
    "BODY,               <body><![CDATA[]]></body>,                  false",
    "BODY OTHER_PAYLOAD, <body/><x xmlns='urn:x'/>,                  false",
    "BODY STORE,         <body/>,                                    false"
  })
  void aBodyWithoutTextIsNothingToStore(String traits, String content, boolean blank) {
    // Given
    List<StanzaTrait> set = Arrays.stream(traits.split(" ", -1)).map(StanzaTrait::valueOf).toList();
    StanzaHead head = new StanzaHead(StanzaType.CHAT, null, null, null, StanzaTrait.bits(set));
    byte[] stanza =
        ("<message xmlns='jabber:client'>" + content + "</message>")
            .getBytes(StandardCharsets.UTF_8);

    // When
    boolean result = StorageRules.isBlank(head, stanza);

    // Then
    assertThat(result).isEqualTo(blank);
  }
}
