package org.godwit.auth;

import java.util.ArrayList;
import java.util.List;

/**
 * Where tests keep accounts: H2 in memory, or the database that the system property {@code
 * godwit.test.jdbc-url} names, with {@code godwit.test.jdbc-user} and {@code
 * godwit.test.jdbc-password}. Spring properties for it may be given as system properties.
 */
public final class TestDatabase {

  private TestDatabase() {}

  /** Returns the arguments that make the service use it. */
  public static List<String> arguments(String name) {
    String url = System.getProperty("godwit.test.jdbc-url");
    List<String> arguments = new ArrayList<>();
    if (url == null) {
      arguments.add(
          "--spring.datasource.url=jdbc:h2:mem:"
              + name
              + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
              + ";DB_CLOSE_DELAY=-1");
    } else {
      arguments.add("--spring.datasource.url=" + url);
      arguments.add(
          "--spring.datasource.username=" + System.getProperty("godwit.test.jdbc-user", "root"));
      arguments.add(
          "--spring.datasource.password=" + System.getProperty("godwit.test.jdbc-password", ""));
    }
    // The topic of virtual hosts has tests of its own; there is no Kafka here.
    arguments.add("--xmpp.auth.hosts.publish=false");
    arguments.add("--server.port=0");
    arguments.add("--spring.main.banner-mode=off");
    return arguments;
  }
}
