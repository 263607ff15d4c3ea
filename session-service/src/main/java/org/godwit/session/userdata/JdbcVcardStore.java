package org.godwit.session.userdata;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.xep0054_vcard.VcardStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps vCards in the database. */
final class JdbcVcardStore implements VcardStore {

  private final JdbcClient jdbc;
  private final BlockingCalls calls;

  JdbcVcardStore(JdbcClient jdbc, BlockingCalls calls) {
    this.jdbc = jdbc;
    this.calls = calls;
  }

  @Override
  public CompletionStage<Optional<XmlElement>> find(Jid account) {
    return calls.call(() ->
        jdbc.sql("SELECT vcard FROM vcard WHERE account = ?")
            .param(account.bareText())
            .query((row, n) -> StoredXml.element(row.getBytes(1)))
            .optional());
  }

  @Override
  public CompletionStage<Void> save(Jid account, XmlElement vcard) {
    byte[] bytes = StoredXml.bytes(vcard);
    return calls.call(() -> {
      jdbc.sql(
              "INSERT INTO vcard (account, vcard) VALUES (?, ?)"
                  + " ON DUPLICATE KEY UPDATE vcard = VALUES(vcard)")
          .param(account.bareText())
          .param(bytes)
          .update();
      return null;
    });
  }
}
