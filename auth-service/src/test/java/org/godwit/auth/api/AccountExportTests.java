package org.godwit.auth.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.godwit.auth.account.Account;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.junit.jupiter.api.Test;

/** XEP-0227 v1.1, sections 4.1 to 4.3. */
class AccountExportTests {

  private static final Account ACCOUNT =
      new Account(
          Objects.requireNonNull(Jid.parse("o\\27hara@example.com")),
          true,
          Instant.EPOCH,
          Map.of(
              ScramHash.SHA_256,
              new ScramCredential(new byte[] {4}, 10_000, new byte[] {5}, new byte[] {6}),
              ScramHash.SHA_1,
              new ScramCredential(new byte[] {1}, 4096, new byte[] {2}, new byte[] {3})));

  @Test
  void credentialsAreOneElementForEachMechanism() {
    // When // Then
    assertThat(AccountExport.document(ACCOUNT, true, null))
        .isEqualTo(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?><server-data xmlns=\"urn:xmpp:pie:0\">"
                + "<host jid=\"example.com\"><user name=\"o\\27hara\">"
                + "<scram-credentials xmlns=\"urn:xmpp:pie:0#scram\" mechanism=\"SCRAM-SHA-1\">"
                + "<iter-count>4096</iter-count><salt>AQ==</salt>"
                + "<server-key>Aw==</server-key><stored-key>Ag==</stored-key></scram-credentials>"
                + "<scram-credentials xmlns=\"urn:xmpp:pie:0#scram\" mechanism=\"SCRAM-SHA-256\">"
                + "<iter-count>10000</iter-count><salt>BA==</salt>"
                + "<server-key>Bg==</server-key><stored-key>BQ==</stored-key></scram-credentials>"
                + "</user></host></server-data>");
  }

  @Test
  void whatOthersKeepFollows() {
    // Given
    XmlElement rest =
        XmlElement.of("urn:xmpp:pie:0", "user")
            .attribute("name", "ignored")
            .child(XmlElement.of("vcard-temp", "vCard"))
            .build();

    // When // Then
    assertThat(AccountExport.document(ACCOUNT, false, rest))
        .endsWith(
            "<user name=\"o\\27hara\"><vCard xmlns=\"vcard-temp\"/></user></host></server-data>");
  }

  @Test
  void withoutCredentialsThereIsTheNameOnly() {
    // When // Then
    assertThat(AccountExport.document(ACCOUNT, false, null))
        .endsWith("<host jid=\"example.com\"><user name=\"o\\27hara\"/></host></server-data>");
  }
}
