package org.godwit.gateway.redirect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.godwit.gateway.redirect.RedirectProperties.Strategy;
import org.godwit.protocol.jid.Jid;
import org.junit.jupiter.api.Test;

/** Which gateway a client is sent to. */
class RedirectRulesTests {
  private static final int ACCOUNTS = 3000;
  private static final List<String> THREE = List.of("g1", "g2", "g3");
  private static final Map<String, String> HOSTS =
      Map.of("g1", "one.example:5222", "g2", "two.example:5222", "g3", "three.example");

  private static String account(int i) {
    return "user" + i + "@localhost";
  }

  private static Redirection redirection(Strategy strategy, Map<String, Integer> living) {
    return new Redirection(new RedirectProperties(strategy, 10, HOSTS), "g1", () -> living);
  }

  @Test
  void hashingSpreadsAccountsEvenly() {
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < ACCOUNTS; i++) {
      counts.merge(
          Objects.requireNonNull(RedirectRules.byHash(account(i), THREE)), 1, Integer::sum);
    }
    assertThat(counts).containsOnlyKeys(THREE);
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(900, 1100));
  }

  @Test
  void aGatewayThatGoesMovesItsOwnAccountsOnly() {
    for (int i = 0; i < ACCOUNTS; i++) {
      String before = RedirectRules.byHash(account(i), THREE);
      String after = RedirectRules.byHash(account(i), List.of("g3", "g1"));
      if (!"g2".equals(before)) {
        assertThat(after).isEqualTo(before);
      }
    }
  }

  @Test
  void thereMayBeNoGateway() {
    assertThat(RedirectRules.byHash("a@b", List.of())).isNull();
    assertThat(RedirectRules.byStreams(Map.of())).isNull();
  }

  @Test
  void theLeastBusyGatewayIsTheFirstOfThoseWithTheFewestStreams() {
    assertThat(RedirectRules.byStreams(Map.of("g3", 5, "g2", 5, "g1", 6))).isEqualTo("g2");
  }

  @Test
  void aSmallDifferenceIsNotWorthARedirection() {
    assertThat(RedirectRules.isWorthwhile(100, 90, 10)).isFalse();
    assertThat(RedirectRules.isWorthwhile(100, 89, 10)).isTrue();
    assertThat(RedirectRules.isWorthwhile(1, 0, 10)).isFalse();
    assertThat(RedirectRules.isWorthwhile(2, 0, 10)).isTrue();
  }

  @Test
  void nobodyIsSentAwayByDefault() {
    Redirection none = redirection(Strategy.NONE, Map.of("g1", 1000, "g2", 0));
    assertThat(none.target(Jid.of("a@b"))).isNull();
    assertThat(none.elsewhere(Jid.of("a@b"))).isNull();
  }

  @Test
  void hashSendsToGatewaysThatLiveOnly() {
    Redirection alone = redirection(Strategy.HASH, Map.of("g1", 0));
    Redirection two = redirection(Strategy.HASH, Map.of("g1", 0, "g3", 0, "unknown", 0));
    int moved = 0;
    for (int i = 0; i < 100; i++) {
      Jid jid = Jid.of(account(i) + "/phone");
      assertThat(alone.target(jid)).isNull();
      assertThat(alone.elsewhere(jid)).isNull();
      assertThat(two.target(jid)).isIn(null, "three.example");
      assertThat(two.elsewhere(jid)).isEqualTo("three.example");
      moved += two.target(jid) == null ? 0 : 1;
    }
    assertThat(moved).isBetween(25, 75);
  }

  @Test
  void leastConnectionsSendsWhereItIsWorthwhile() {
    Jid jid = Jid.of("a@b");
    assertThat(redirection(Strategy.LEAST_CONNECTIONS, Map.of("g1", 100, "g2", 50)).target(jid))
        .isEqualTo("two.example:5222");
    assertThat(redirection(Strategy.LEAST_CONNECTIONS, Map.of("g1", 100, "g2", 95)).target(jid))
        .isNull();
    assertThat(redirection(Strategy.LEAST_CONNECTIONS, Map.of("g1", 5, "g2", 95)).target(jid))
        .isNull();
    assertThat(
            redirection(Strategy.LEAST_CONNECTIONS, Map.of("g1", 5, "g2", 95, "g3", 94))
                .elsewhere(jid))
        .isEqualTo("three.example");
  }

  @Test
  void aGatewayWithoutAnAddressOfItsOwnDoesNotStart() {
    RedirectProperties properties = new RedirectProperties(Strategy.HASH, 10, HOSTS);
    assertThatThrownBy(() -> new Redirection(properties, "g9", Map::of))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("xmpp.gateway.see-other-host.hosts is ")
        .hasMessageContaining("g9");
  }
}
