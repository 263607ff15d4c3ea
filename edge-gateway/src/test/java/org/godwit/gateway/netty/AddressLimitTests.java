package org.godwit.gateway.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.godwit.gateway.throttle.AddressCounts;
import org.godwit.gateway.tls.TlsServer;
import org.godwit.testkit.InMemoryBusSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many streams an address may have. */
class AddressLimitTests {
  private static final String ADDRESS = "192.0.2.1";
  private static final String REFUSED = "<throttled xmlns=\"urn:godwit:errors\" code=\"4031\"/>";

  @TempDir static Path folder;

  private static TlsServer tls;

  @BeforeAll
  static void prepare() {
    tls = GatewayFixture.tls(folder);
  }

  private static GatewayFixture gateway(AddressCounts counts) {
    return new GatewayFixture(tls, false, InMemoryBusSettings.DEFAULT, Tuning.DEFAULT.with(counts));
  }

  private static double bites(GatewayFixture gateway, String limit) {
    return gateway.meters.get("xmpp.gateway.limits").tag("limit", limit).counter().count();
  }

  @Test
  void aStreamTooManyOfOneAddressIsRefusedUntilAnotherIsGone() {
    // Given
    GatewayFixture gateway = gateway(new AddressCounts(1, 0));
    WireClient first = gateway.connectFrom(ADDRESS);
    first.send(WireClient.HEADER);

    // When
    WireClient second = gateway.connectFrom(ADDRESS);
    gateway.pump();

    // Then
    assertThat(second.received()).contains("<policy-violation ", REFUSED);
    assertThat(second.channel.isOpen()).isFalse();
    assertThat(first.channel.isOpen()).isTrue();
    assertThat(bites(gateway, "address-streams")).isEqualTo(1);
    WireClient elsewhere = gateway.connectFrom("192.0.2.2");
    assertThat(elsewhere.send(WireClient.HEADER).received()).contains("</stream:features>");

    // When
    first.cut();

    // Then
    WireClient third = gateway.connectFrom(ADDRESS);
    assertThat(third.send(WireClient.HEADER).received()).contains("</stream:features>");
    gateway.finish();
  }

  @Test
  void whoAuthenticatesMakesRoomForTheNext() {
    // Given
    GatewayFixture gateway = gateway(new AddressCounts(0, 1));
    WireClient first = gateway.connectFrom(ADDRESS);
    first.send(WireClient.HEADER);
    WireClient early = gateway.connectFrom(ADDRESS);
    assertThat(early.received()).contains(REFUSED);
    assertThat(bites(gateway, "address-newcomers")).isEqualTo(1);

    // When
    first.send(WireClient.plain("alice", "pw"));

    // Then
    WireClient next = gateway.connectFrom(ADDRESS);
    assertThat(next.send(WireClient.HEADER).received()).contains("</stream:features>");
    gateway.finish();
  }
}
