package org.godwit.gateway.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.protocol.host.VirtualHosts;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a stanza of a bound stream goes (RFC 6120, section 10). */
class RoutingRulesTests {
  private static final ServedDomains DOMAINS = new ServedDomains(List.of("localhost", "b.org"));
  private static final Jid SENDER = Jid.of("alice@localhost/phone");

  @ParameterizedTest
  @CsvSource({
    "all, bob@localhost muc.localhost bob@b.org x@remote.example, ",
    "local, bob@localhost r@muc.b.org bob@b.org, x@remote.example",
    "own, bob@localhost r@muc.localhost, bob@b.org x@remote.example",
    "block, , bob@localhost muc.localhost bob@b.org x@remote.example",
    "list, bob@b.org, bob@localhost r@muc.b.org x@remote.example",
    "blacklist, bob@localhost x@remote.example, bob@b.org"
  })
  void filterOfTheHostDecidesWhoIsWithinReach(
      String policy, @Nullable String within, @Nullable String beyond) {
    // Given
    VirtualHosts hosts = new VirtualHosts(List.of("localhost", "b.org"));
    filter(hosts, "localhost", policy);

    // When // Then
    for (String to : (within == null ? "" : within).split(" ", -1)) {
      assertThat(to.isEmpty() || RoutingRules.passes(Jid.of(to), SENDER, hosts)).as(to).isTrue();
    }
    for (String to : (beyond == null ? "" : beyond).split(" ", -1)) {
      assertThat(!to.isEmpty() && RoutingRules.passes(Jid.of(to), SENDER, hosts)).as(to).isFalse();
    }
    for (String own : List.of("localhost", "alice@localhost", "alice@localhost/desk")) {
      assertThat(RoutingRules.passes(Jid.of(own), SENDER, hosts)).as(own).isTrue();
    }
    assertThat(RoutingRules.passes(null, SENDER, hosts)).isTrue();
  }

  @Test
  void filterOfTheAddresseesHostHoldsAsWell() {
    // Given
    VirtualHosts hosts = new VirtualHosts(List.of("localhost", "b.org"));
    filter(hosts, "b.org", "own");

    // When // Then
    assertThat(RoutingRules.passes(Jid.of("bob@b.org"), SENDER, hosts)).isFalse();
    assertThat(RoutingRules.passes(Jid.of("bob@localhost"), SENDER, hosts)).isTrue();
  }

  private static void filter(VirtualHosts hosts, String host, String policy) {
    hosts.onRecord(
        host,
        ("format=1\nrevision=1\nposition=1\nfilter=" + policy + "\nfilter-domain=b.org\n")
            .getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource({
    "alice@localhost, session, alice@localhost, true",
    "alice@localhost/phone, session, alice@localhost, true",
    "alice@localhost/other, session, alice@localhost, true",
    "localhost, session, alice@localhost, true",
    "localhost/x, session, alice@localhost, true",
    "b.org, session, alice@localhost, true",
    "remote.example, session, alice@localhost, true",
    "x@remote.example/y, session, alice@localhost, true",
    "muc.remote.example, session, alice@localhost, true",
    "bob@localhost, session, bob@localhost, false",
    "bob@localhost/desk, session, bob@localhost, false",
    "alice@b.org, session, alice@b.org, false",
    "muc.localhost, muc, muc.localhost, false",
    "room@muc.localhost/nick, muc, room@muc.localhost, false",
    "room@muc.b.org, muc, room@muc.b.org, false",
    "news@channel.localhost, channel, news@channel.localhost, false"
  })
  void stanzaGoesToTheOwnerOfItsAddressee(String to, String topic, String key, boolean sent) {
    // Given
    StanzaHead head = new StanzaHead(StanzaType.CHAT, "1", SENDER, Jid.of(to), 0);

    // When
    Route route = RoutingRules.route(head, SENDER, DOMAINS, StreamProfile.DIRECT);

    // Then
    assertThat(route).isEqualTo(new Route(topic, key, sent, null));
  }

  @ParameterizedTest
  @CsvSource({
    "bob@localhost, session, alice@localhost, true, ",
    "bob@localhost/desk, session, alice@localhost, true, ",
    "localhost, session, alice@localhost, true, ",
    "room@muc.localhost/nick, muc, room@muc.localhost, false, alice@localhost",
    "news@channel.localhost, channel, news@channel.localhost, false, alice@localhost"
  })
  void presenceIsKnownToTheSendersOwner(
      String to, String topic, String key, boolean sent, @Nullable String copyKey) {
    // Given
    StanzaHead head = new StanzaHead(StanzaType.AVAILABLE, "1", SENDER, Jid.of(to), 0);

    // When
    Route route = RoutingRules.route(head, SENDER, DOMAINS, StreamProfile.DIRECT);

    // Then
    assertThat(route).isEqualTo(new Route(topic, key, sent, copyKey));
  }

  @Test
  void stanzaWithoutAddresseeGoesToTheSendersOwner() {
    // Given
    StanzaHead head = new StanzaHead(StanzaType.AVAILABLE, null, SENDER, null, 0);

    // When
    Route route = RoutingRules.route(head, SENDER, DOMAINS, StreamProfile.DIRECT);

    // Then
    assertThat(route).isEqualTo(new Route("session", "alice@localhost", true, null));
  }

  @ParameterizedTest
  @CsvSource({
    "bob@localhost/desk, session, bob@localhost, false, alice@localhost",
    "alice@localhost, session, alice@localhost, true, ",
    "localhost, session, alice@localhost, true, ",
    "remote.example, session, alice@localhost, true, ",
    "room@muc.localhost/nick, muc, room@muc.localhost, false, alice@localhost",
    "news@channel.localhost, channel, news@channel.localhost, false, alice@localhost"
  })
  void sendersOwnerGetsACopyOfWhatGoesToAnotherUserWhereItWantsOne(
      String to, String topic, String key, boolean sent, @Nullable String copyKey) {
    // Given
    StanzaHead head = new StanzaHead(StanzaType.CHAT, "1", SENDER, Jid.of(to), 0);

    // When
    Route route = RoutingRules.route(head, SENDER, DOMAINS, new StreamProfile(true, false));

    // Then
    assertThat(route).isEqualTo(new Route(topic, key, sent, copyKey));
  }

  @Test
  void whatIsSaidInARoomIsNotCopied() {
    // Given
    Jid room = Jid.of("room@muc.localhost");
    StanzaHead head = new StanzaHead(StanzaType.GROUPCHAT, "1", SENDER, room, 0);

    // When
    Route route = RoutingRules.route(head, SENDER, DOMAINS, new StreamProfile(true, false));

    // Then
    assertThat(route).isEqualTo(new Route("muc", "room@muc.localhost", false, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bob@localhost",
        "room@muc.localhost",
        "news@channel.localhost",
        "remote.example",
        "localhost"
      })
  void everyStanzaOfAVettedStreamGoesToTheSendersOwnerAlone(String to) {
    // Given
    StanzaHead head = new StanzaHead(StanzaType.CHAT, "1", SENDER, Jid.of(to), 0);

    // When
    Route route = RoutingRules.route(head, SENDER, DOMAINS, new StreamProfile(true, true));

    // Then
    assertThat(route).isEqualTo(new Route("session", "alice@localhost", true, null));
  }
}
