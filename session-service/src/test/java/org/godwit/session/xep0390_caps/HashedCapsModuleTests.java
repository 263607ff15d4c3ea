package org.godwit.session.xep0390_caps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;

/** XEP-0390, version 0.3.2. */
class HashedCapsModuleTests {

  private static final String SIMPLE =
      """
      <query xmlns="http://jabber.org/protocol/disco#info">
        <identity category="client" name="BombusMod" type="mobile"/>
        <feature var="http://jabber.org/protocol/si"/>
        <feature var="http://jabber.org/protocol/bytestreams"/>
        <feature var="http://jabber.org/protocol/chatstates"/>
        <feature var="http://jabber.org/protocol/disco#info"/>
        <feature var="http://jabber.org/protocol/disco#items"/>
        <feature var="urn:xmpp:ping"/>
        <feature var="jabber:iq:time"/>
        <feature var="jabber:iq:privacy"/>
        <feature var="jabber:iq:version"/>
        <feature var="http://jabber.org/protocol/rosterx"/>
        <feature var="urn:xmpp:time"/>
        <feature var="jabber:x:oob"/>
        <feature var="http://jabber.org/protocol/ibb"/>
        <feature var="http://jabber.org/protocol/si/profile/file-transfer"/>
        <feature var="urn:xmpp:receipts"/>
        <feature var="jabber:iq:roster"/>
        <feature var="jabber:iq:last"/>
      </query>
      """;

  private static final String COMPLEX =
      """
      <query xmlns="http://jabber.org/protocol/disco#info">
        <identity category="client" name="Tkabber" type="pc" xml:lang="en"/>
        <identity category="client" name="Ткаббер" type="pc" xml:lang="ru"/>
        <feature var="games:board"/>
        <feature var="http://jabber.org/protocol/activity"/>
        <feature var="http://jabber.org/protocol/activity+notify"/>
        <feature var="http://jabber.org/protocol/bytestreams"/>
        <feature var="http://jabber.org/protocol/chatstates"/>
        <feature var="http://jabber.org/protocol/commands"/>
        <feature var="http://jabber.org/protocol/disco#info"/>
        <feature var="http://jabber.org/protocol/disco#items"/>
        <feature var="http://jabber.org/protocol/evil"/>
        <feature var="http://jabber.org/protocol/feature-neg"/>
        <feature var="http://jabber.org/protocol/geoloc"/>
        <feature var="http://jabber.org/protocol/geoloc+notify"/>
        <feature var="http://jabber.org/protocol/ibb"/>
        <feature var="http://jabber.org/protocol/iqibb"/>
        <feature var="http://jabber.org/protocol/mood"/>
        <feature var="http://jabber.org/protocol/mood+notify"/>
        <feature var="http://jabber.org/protocol/rosterx"/>
        <feature var="http://jabber.org/protocol/si"/>
        <feature var="http://jabber.org/protocol/si/profile/file-transfer"/>
        <feature var="http://jabber.org/protocol/tune"/>
        <feature var="http://www.facebook.com/xmpp/messages"/>
        <feature var="http://www.xmpp.org/extensions/xep-0084.html#ns-metadata+notify"/>
        <feature var="jabber:iq:avatar"/>
        <feature var="jabber:iq:browse"/>
        <feature var="jabber:iq:dtcp"/>
        <feature var="jabber:iq:filexfer"/>
        <feature var="jabber:iq:ibb"/>
        <feature var="jabber:iq:inband"/>
        <feature var="jabber:iq:jidlink"/>
        <feature var="jabber:iq:last"/>
        <feature var="jabber:iq:oob"/>
        <feature var="jabber:iq:privacy"/>
        <feature var="jabber:iq:roster"/>
        <feature var="jabber:iq:time"/>
        <feature var="jabber:iq:version"/>
        <feature var="jabber:x:data"/>
        <feature var="jabber:x:event"/>
        <feature var="jabber:x:oob"/>
        <feature var="urn:xmpp:avatar:metadata+notify"/>
        <feature var="urn:xmpp:ping"/>
        <feature var="urn:xmpp:receipts"/>
        <feature var="urn:xmpp:time"/>
        <x xmlns="jabber:x:data" type="result">
          <field type="hidden" var="FORM_TYPE">
            <value>urn:xmpp:dataforms:softwareinfo</value>
          </field>
          <field var="software">
            <value>Tkabber</value>
          </field>
          <field var="software_version">
            <value>0.11.1-svn-20111216-mod (Tcl/Tk 8.6b2)</value>
          </field>
          <field var="os">
            <value>Windows</value>
          </field>
          <field var="os_version">
            <value>XP</value>
          </field>
        </x>
      </query>
      """;

  private final HashedCapsModule module = new HashedCapsModule();

  // Section 4.5.1.
  @Test
  void simpleExampleHasItsHashes() throws XmlException {
    assertThat(hashes(SIMPLE))
        .containsExactly(
            "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=",
            "79mdYAfU9rEdTOcWDO7UEAt6E56SUzk/g6TnqUeuD9Q=");
  }

  // Section 4.5.2.
  @Test
  void complexExampleHasItsHashes() throws XmlException {
    assertThat(hashes(COMPLEX))
        .containsExactly(
            "u79ZroNJbdSWhdSp311mddz44oHHPsEBntQ5b1jqBSY=",
            "XpUJzLAc93258sMECZ3FJpebkzuyNXDzRNwQog8eycg=");
  }

  // Section 4.1: what the hash would not cover is not hashed.
  @Test
  void answerWithAnythingElseHasNone() throws XmlException {
    assertThat(hashes(SIMPLE.replace("</query>", "<other xmlns='urn:o'/></query>"))).isEmpty();
    assertThat(hashes(SIMPLE.replace("</query>", "<x xmlns='jabber:x:data'/></query>"))).isEmpty();
    assertThat(hashes(COMPLEX.replaceFirst("<x ([^>]*)>", "<x $1><reported/>"))).isEmpty();
  }

  // Sections 4.3 and 5.5.
  @Test
  void nodeIsMadeOfTheFunctionAndTheHash() throws XmlException {
    String hash = "kzBZbkqJ3ADrj7v08reD1qcWUwNGHaidNUgD7nHpiw8=";
    assertThat(module.isNodeOf(query(SIMPLE), "urn:xmpp:caps#sha-256." + hash)).isTrue();
    assertThat(module.isNodeOf(query(SIMPLE), "urn:xmpp:caps#sha3-256." + hash)).isFalse();
    assertThat(module.isNodeOf(query(COMPLEX), "urn:xmpp:caps#sha-256." + hash)).isFalse();
  }

  private List<String> hashes(String info) throws XmlException {
    return module.streamFeatures(query(info)).stream()
        .flatMap(set -> set.elements().stream())
        .map(XmlElement::text)
        .toList();
  }

  private static XmlElement query(String text) throws XmlException {
    return XmlReader.parse(text.strip().getBytes(StandardCharsets.UTF_8));
  }
}
