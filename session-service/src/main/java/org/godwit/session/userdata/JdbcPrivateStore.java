package org.godwit.session.userdata;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.xep0049_private.PrivateStore;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps private elements in the database. */
final class JdbcPrivateStore implements PrivateStore {

  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final BlockingCalls calls;

  JdbcPrivateStore(JdbcClient jdbc, TransactionTemplate transaction, BlockingCalls calls) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.calls = calls;
  }

  private static byte[] key(XmlName name) {
    return Digests.sha256(name.namespace() + ' ' + name.localName());
  }

  @Override
  public CompletionStage<Optional<XmlElement>> find(Jid account, XmlName name) {
    return calls.call(() ->
        jdbc.sql("SELECT element FROM private_xml WHERE account = ? AND element_key = ?")
            .param(account.bareText())
            .param(key(name))
            .query((row, n) -> StoredXml.element(row.getBytes(1)))
            .optional());
  }

  @Override
  public CompletionStage<Boolean> save(Jid account, List<XmlElement> elements, int elementsMax) {
    return calls.call(() ->
        Boolean.TRUE.equals(
            transaction.execute(status -> {
              elements.forEach(element -> upsert(account, element));
              boolean fits = count(account) <= elementsMax;
              if (!fits) {
                status.setRollbackOnly();
              }
              return fits;
            })));
  }

  private void upsert(Jid account, XmlElement element) {
    jdbc.sql(
            "INSERT INTO private_xml (account, element_key, element) VALUES (?, ?, ?)"
                + " ON DUPLICATE KEY UPDATE element = VALUES(element)")
        .param(account.bareText())
        .param(key(element.name()))
        .param(StoredXml.bytes(element))
        .update();
  }

  private int count(Jid account) {
    return jdbc.sql("SELECT COUNT(*) FROM private_xml WHERE account = ?")
        .param(account.bareText())
        .query(Integer.class)
        .single();
  }
}
