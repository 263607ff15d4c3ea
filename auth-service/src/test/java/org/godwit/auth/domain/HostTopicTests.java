package org.godwit.auth.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.godwit.bus.HostFollower;
import org.godwit.bus.PublishCallback;
import org.godwit.bus.Topics;
import org.godwit.protocol.host.HostCodec;
import org.godwit.protocol.host.HostPolicy;
import org.godwit.protocol.host.VirtualHost;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.testkit.InMemoryBus;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** From the database to topic {@code vhosts}, with two instances at work. */
class HostTopicTests {

  private static int count;

  private final InMemoryBus bus = new InMemoryBus();
  private final DataSource database =
      new DriverManagerDataSource(
          "jdbc:h2:mem:topic"
              + ++count
              + ";MODE=MySQL;DATABASE_TO_LOWER=TRUE;CASE_INSENSITIVE_IDENTIFIERS=TRUE"
              + ";DB_CLOSE_DELAY=-1");
  private final HostTable table =
      new HostTable(
          new JdbcTemplate(database),
          new TransactionTemplate(new DataSourceTransactionManager(database)),
          4);
  private final Instance first = new Instance();
  private final VirtualHosts service = follow();

  /** An auth-service. */
  private final class Instance {
    final HostDirectory directory = new HostDirectory();
    final VirtualHosts seen = follow();
    final HostSync sync =
        new HostSync(table, directory, new HostTopic(bus, seen), Duration.ofMinutes(1));
    final Hosts hosts = new Hosts(table, sync::run);
  }

  @BeforeEach
  void migrate() {
    Flyway.configure().dataSource(database).locations("classpath:db/auth-service").load().migrate();
    table.seed(List.of("localhost", "example.com"));
  }

  private VirtualHosts follow() {
    VirtualHosts hosts = new VirtualHosts(List.of("configured.example"));
    bus.follow(Topics.VHOSTS, HostFollower.listener(hosts)).start();
    return hosts;
  }

  private void settle(Instance... instances) {
    for (Instance instance : instances) {
      instance.sync.run();
      bus.runUntilIdle();
      instance.sync.run();
      bus.runUntilIdle();
    }
  }

  @Test
  void servicesSeeWhatTheDatabaseSays() {
    // When
    settle(first);

    // Then
    assertThat(service.isComplete()).isTrue();
    assertThat(service.domains().hosts()).containsExactly("localhost", "example.com");
  }

  @Test
  void looksAgainSoonOnlyWhileTheTopicIsBehind() {
    // When
    Duration behind = first.sync.runGuarded();
    bus.runUntilIdle();
    settle(first);

    // Then
    assertThat(behind).isLessThan(Duration.ofMinutes(1));
    assertThat(first.sync.runGuarded()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void changesReachServicesInTheirOrder() {
    // Given
    settle(first);

    // When
    first.hosts.add("new.example", HostCodec.decodePolicy("users-max=3\n"));
    first.hosts.remove("localhost", null);
    bus.runUntilIdle();

    // Then
    assertThat(service.domains().hosts()).containsExactly("example.com", "new.example");
    assertThat(service.policyOf("new.example").usersMax()).isEqualTo(3);
    assertThat(first.directory.find("localhost")).isNull();
  }

  @Test
  void whatADeadInstanceDidNotPublishAnotherDoes() {
    // Given: the change is committed, and the process dies before it publishes.
    settle(first);
    table.add("new.example", HostPolicy.CONFIGURED);
    table.remove("localhost", null);

    // When
    settle(new Instance());

    // Then
    assertThat(service.domains().hosts()).containsExactly("example.com", "new.example");
  }

  @Test
  void olderStateThatCameLastIsPutRight() {
    // Given: an instance that was stopped between reading and publishing goes on.
    settle(first);
    VirtualHost old = Objects.requireNonNull(service.published().get("localhost"));
    first.hosts.change("localhost", HostCodec.decodePolicy("users-max=3\n"), null);
    bus.runUntilIdle();
    bus.publishState(Topics.VHOSTS, 0, "localhost", HostCodec.encode(old), PublishCallback.IGNORED);
    bus.runUntilIdle();
    assertThat(service.policyOf("localhost").usersMax()).isZero();

    // When
    settle(first);

    // Then
    assertThat(service.policyOf("localhost").usersMax()).isEqualTo(3);
  }

  @Test
  void anotherInstancesDirectoryFollows() {
    // Given
    Instance second = new Instance();
    settle(first, second);
    second.seen.onChange((_, _) -> second.sync.run());

    // When
    first.hosts.add("new.example", HostPolicy.CONFIGURED);
    bus.runUntilIdle();

    // Then
    assertThat(second.directory.find("new.example")).isEqualTo("new.example");
  }

  @Test
  void nothingIsPublishedTwiceOnceItIsSeen() {
    // Given
    settle(first);

    // When
    first.sync.run();

    // Then
    assertThat(bus.runUntilIdle()).isZero();
  }

  @Test
  void hostsHaveALimit() {
    assertThat(table.add("a.example", HostPolicy.CONFIGURED)).isEqualTo(HostOutcome.DONE);
    assertThat(table.add("b.example", HostPolicy.CONFIGURED)).isEqualTo(HostOutcome.DONE);
    assertThat(table.add("c.example", HostPolicy.CONFIGURED)).isEqualTo(HostOutcome.TOO_MANY);
  }

  @Test
  void secondSeedChangesNothing() {
    // When
    table.seed(List.of("other.example"));

    // Then
    assertThat(table.all())
        .extracting(VirtualHost::name)
        .containsExactly("localhost", "example.com");
  }
}
