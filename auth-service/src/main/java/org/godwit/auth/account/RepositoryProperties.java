package org.godwit.auth.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.godwit.auth.account.http.HttpSettings;
import org.godwit.auth.account.ldap.LdapSettings;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.validation.annotation.Validated;

/**
 * Where the accounts of each host are. A repository is named; {@code own} is the service's own
 * database and {@code tokens} lets in whom an authorization server's tokens name. The other limits
 * hold for each repository that is not on the service's own database.
 *
 * @param fallback key {@code default}: the name of the repository of hosts that have none of their
 *     own; default {@code own}
 * @param domains key {@code domains.<domain>}: the name of the repository of one host; default none
 * @param databases key {@code databases.<name>.*}: a database; docs/repositories.md has its keys;
 *     default none
 * @param ldap key {@code ldap.<name>.*}: an LDAP directory; docs/repositories.md has its keys;
 *     default none
 * @param http key {@code http.<name>.*}: a user service over HTTP; docs/repositories.md has its
 *     keys; default none
 * @param concurrentMax calls of one repository that are under way at once; 1 to 1000; default 16.
 *     Beyond it a login gets {@code temporary-auth-failure} at once.
 * @param timeout how long a call may take; 10 ms to 1 min; default 2 s. More keeps clients waiting
 *     longer for a repository that hangs.
 * @param attempts how often a question is asked that fails, changes not included; 1 to 5; default 2
 * @param retryWait how long it is waited between two attempts; 1 ms to 10 s; default 100 ms
 * @param failureRate share of failed calls in percent from which a repository is spared; 1 to 100;
 *     default 50
 * @param window how many of the last calls that share is taken from; 1 to 10,000; default 20
 * @param openTime how long a repository is spared before it is tried again; 10 ms to 10 min;
 *     default 5 s
 */
@ConfigurationProperties("xmpp.auth.repositories")
@Validated
public record RepositoryProperties(
    @Name("default") @DefaultValue(RepositoryProperties.OWN) String fallback,
    @DefaultValue Map<String, String> domains,
    @DefaultValue @Valid Map<String, DatabaseSettings> databases,
    @DefaultValue @Valid Map<String, LdapSettings> ldap,
    @DefaultValue @Valid Map<String, HttpSettings> http,
    @DefaultValue("16") @Min(1) @Max(1000) int concurrentMax,
    @DefaultValue("2s") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration timeout,
    @DefaultValue("2") @Min(1) @Max(5) int attempts,
    @DefaultValue("100ms") @DurationMin(millis = 1) @DurationMax(seconds = 10) Duration retryWait,
    @DefaultValue("50") @Min(1) @Max(100) int failureRate,
    @DefaultValue("20") @Min(1) @Max(10_000) int window,
    @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 10) Duration openTime) {

  /** The name of the service's own database. */
  static final String OWN = "own";

  /** The name of the repository of those who log in with tokens. */
  static final String TOKENS = "tokens";

  private static final String PREFIX = "xmpp.auth.repositories.";

  /** Refuses names that nothing or two things have. */
  public RepositoryProperties {
    domains = Map.copyOf(domains);
    databases = Map.copyOf(databases);
    ldap = Map.copyOf(ldap);
    http = Map.copyOf(http);
    Set<String> names = new TreeSet<>(Set.of(OWN, TOKENS));
    add(names, "databases", databases.keySet());
    add(names, "ldap", ldap.keySet());
    add(names, "http", http.keySet());
    check(names, "default", fallback);
    domains.forEach((domain, name) -> check(names, "domains." + domain, name));
  }

  private static void add(Set<String> names, String kind, Set<String> added) {
    for (String name : added) {
      if (!names.add(name)) {
        throw new IllegalArgumentException(
            PREFIX + kind + " has '" + name + "': a name that no other repository has is allowed.");
      }
    }
  }

  private static void check(Set<String> names, String key, String name) {
    if (!names.contains(name)) {
      throw new IllegalArgumentException(
          PREFIX + key + " is '" + name + "', which is no repository: allowed are " + names + ".");
    }
  }

  /** Tells whether some host's accounts are those that tokens name. */
  boolean usesTokens() {
    return fallback.equals(TOKENS) || domains.containsValue(TOKENS);
  }
}
