package org.godwit.session.offline;

import java.util.ArrayList;
import java.util.List;

/**
 * The database of the tests: H2 in memory, or the one that the system property {@code
 * godwit.test.jdbc-url} names, with {@code godwit.test.jdbc-user} and {@code
 * godwit.test.jdbc-password}. Spring properties for it may be given as system properties.
 */
public final class TestDatabase {

  private TestDatabase() {}

  /** Returns the arguments that point a service at the database; {@code name} separates tests. */
  public static String[] arguments(String name) {
    List<String> arguments = new ArrayList<>();
    String url = System.getProperty("godwit.test.jdbc-url");
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
    return arguments.toArray(String[]::new);
  }
}
