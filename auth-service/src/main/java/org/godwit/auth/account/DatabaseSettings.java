package org.godwit.auth.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A database for the accounts of some hosts.
 *
 * @param url its JDBC URL, of MySQL, MariaDB or H2
 * @param username who may make tables and change rows there; null for what the URL says
 * @param passwordFile file with that user's password on its first line; null for none
 * @param poolMax connections that are open at most; 1 to 1000; default 8
 * @param jpa properties for the mapper, such as {@code jakarta.persistence.database-product-name};
 *     default none
 */
public record DatabaseSettings(
    String url,
    @Nullable String username,
    @Nullable Path passwordFile,
    @DefaultValue("8") @Min(1) @Max(1000) int poolMax,
    @DefaultValue Map<String, String> jpa) {

  /** Refuses what is no JDBC URL. */
  public DatabaseSettings {
    jpa = Map.copyOf(jpa);
    if (url == null || !url.startsWith("jdbc:")) {
      throw new IllegalArgumentException(
          "xmpp.auth.repositories.databases.<name>.url is '"
              + url
              + "': a JDBC URL such as jdbc:mysql://db.example.com:3306/accounts is allowed.");
    }
  }
}
