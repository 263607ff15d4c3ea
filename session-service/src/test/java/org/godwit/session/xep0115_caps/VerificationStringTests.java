package org.godwit.session.xep0115_caps;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.junit.jupiter.api.Test;

/** XEP-0115, version 1.6.0, sections 5.2 to 5.4: the examples of the text. */
class VerificationStringTests {

  private static final String SIMPLE =
      """
      <query xmlns='http://jabber.org/protocol/disco#info'
             node='http://code.google.com/p/exodus#QgayPKawpkPSDYmwT/WM94uAlu0='>
        <identity category='client' name='Exodus 0.9.1' type='pc'/>
        <feature var='http://jabber.org/protocol/caps'/>
        <feature var='http://jabber.org/protocol/disco#info'/>
        <feature var='http://jabber.org/protocol/disco#items'/>
        <feature var='http://jabber.org/protocol/muc'/>
      </query>
      """;

  private static final String COMPLEX =
      """
      <query xmlns='http://jabber.org/protocol/disco#info'
             node='http://psi-im.org#q07IKJEyjvHSyhy//CH0CxmKi8w='>
        <identity xml:lang='en' category='client' name='Psi 0.11' type='pc'/>
        <identity xml:lang='el' category='client' name='Ψ 0.11' type='pc'/>
        <feature var='http://jabber.org/protocol/caps'/>
        <feature var='http://jabber.org/protocol/disco#info'/>
        <feature var='http://jabber.org/protocol/disco#items'/>
        <feature var='http://jabber.org/protocol/muc'/>
        <x xmlns='jabber:x:data' type='result'>
          <field var='FORM_TYPE' type='hidden'><value>urn:xmpp:dataforms:softwareinfo</value></field>
          <field var='ip_version'><value>ipv4</value><value>ipv6</value></field>
          <field var='os'><value>Mac</value></field>
          <field var='os_version'><value>10.5.1</value></field>
          <field var='software'><value>Psi</value></field>
          <field var='software_version'><value>0.11</value></field>
        </x>
      </query>
      """;

  private static XmlElement query(String text) throws XmlException {
    return XmlReader.parse(text.strip().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void answerOfSection52HasItsHash() throws XmlException {
    assertThat(VerificationString.of(query(SIMPLE), "sha-1"))
        .isEqualTo("QgayPKawpkPSDYmwT/WM94uAlu0=");
  }

  @Test
  void answerOfSection53HasItsHash() throws XmlException {
    assertThat(VerificationString.of(query(COMPLEX), "sha-1"))
        .isEqualTo("q07IKJEyjvHSyhy//CH0CxmKi8w=");
  }

  @Test
  void illFormedAnswersAndUnknownFunctionsHaveNone() throws XmlException {
    String feature = "<feature var='http://jabber.org/protocol/muc'/>";
    assertThat(VerificationString.of(query(SIMPLE.replace(feature, feature + feature)), "sha-1"))
        .isNull();
    assertThat(VerificationString.of(query(SIMPLE), "md5")).isNull();
    assertThat(VerificationString.of(query(SIMPLE), "sha-256")).hasSize(44);
  }
}
