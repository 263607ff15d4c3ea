package org.godwit.it.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRulesTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\0alice\0wonderland",
        "admin@localhost\0alice\0päßword",
        "n,,n=alice,r=clientnonce",
        "p=tls-server-end-point,,n=alice,r=clientnonce",
        "r=clientnonceserver,s=c2FsdHNhbHQ=,i=4096",
        "c=biws,r=clientnonceserver,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="
      })
  void saslMessageInBase64IsFound(String message) {
    String base64 = Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));

    assertThat(SecretRules.found("the data is '" + base64 + "'.")).isNotNull();
    assertThat(SecretRules.found("data=" + base64)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='X'>abc</auth>",
        "<initial-response>abc</initial-response>",
        "<query xmlns='jabber:iq:register'><password>abc</password></query>",
        "<message><body>hello</body></message>",
        "Registration[user=alice, password=abc]",
        "{\"account\":\"a@localhost\",\"password\":\"abc\"}",
        "<token xmlns='urn:xmpp:fast:0' token='0123456789'/>",
        "xmpp:localhost?register;preauth=0123456789abcdef",
        "Authorization: Bearer 0123456789abcdef",
        "r=clientnonceserver,s=c2FsdHNhbHQ=,i=4096"
      })
  void secretInCleartextIsFound(String text) {
    assertThat(SecretRules.found(text)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "org.godwit.auth.sasl.SaslExchange SASL step [mechanism=\"SCRAM-SHA-256\"]",
        "Registration[domain=localhost, password=null]",
        "PUT /api/v1/accounts/alice@localhost/password status=\"204\"",
        "the administrators' tokens cannot be read; the old ones stay",
        "<success xmlns='urn:ietf:params:xml:ns:xmpp-sasl'></success><body/>",
        "org/godwit/standalone/Standalone 4f1d2c3b4a5968778695a4b3c2d1e0f0 AAAAAAAAAAAAAAAA"
      })
  void whatIsNoSecretIsLeftAlone(String text) {
    assertThat(SecretRules.found(text)).isNull();
  }
}
