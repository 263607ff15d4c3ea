package org.godwit.session.pep;

import java.util.List;
import java.util.Optional;
import org.godwit.session.account.CapsHash;
import org.godwit.session.userdata.Digests;
import org.godwit.session.xep0115_caps.CapsStore;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Keeps what capabilities ask for: one node a line, which no node's name can hold. */
final class JdbcCapsStore implements CapsStore {

  private final JdbcClient jdbc;

  JdbcCapsStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private static byte[] key(CapsHash caps) {
    return Digests.sha256(caps.hash() + '\n' + caps.ver());
  }

  @Override
  public Optional<List<String>> find(CapsHash caps) {
    return jdbc.sql("SELECT nodes FROM capabilities WHERE caps_key = ?")
        .param(key(caps))
        .query(String.class)
        .optional()
        .map(text -> text.isEmpty() ? List.<String>of() : List.of(text.split("\n", -1)));
  }

  @Override
  public void save(CapsHash caps, List<String> nodes) {
    List<String> usable = nodes.stream().filter(node -> node.indexOf('\n') < 0).toList();
    jdbc.sql(
            "INSERT INTO capabilities (caps_key, nodes) VALUES (?, ?)"
                + " ON DUPLICATE KEY UPDATE nodes = VALUES(nodes)")
        .param(key(caps))
        .param(String.join("\n", usable))
        .update();
  }
}
