package org.godwit.protocol.jid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedDomainsTests {

  private final ServedDomains domains = new ServedDomains(List.of("Example.COM", "example.net"));

  @ParameterizedTest
  @CsvSource({
    "example.com,SESSION,example.com",
    "example.net,SESSION,example.net",
    "muc.example.com,MUC,example.com",
    "channel.example.net,CHANNEL,example.net",
    "muc.example.org,REMOTE,",
    "example.org,REMOTE,",
    "xmuc.example.com,REMOTE,",
    "muc.muc.example.com,REMOTE,",
    "mucexample.com,REMOTE,",
    "'',REMOTE,",
  })
  void domainBelongsToItsService(String domain, ServiceKind kind, String host) {
    assertThat(domains.serviceOf(domain)).isEqualTo(kind);
    assertThat(domains.hostOf(domain)).isEqualTo(host);
  }

  @Test
  void hostsAreNormalised() {
    assertThat(domains.hosts()).containsExactly("example.com", "example.net");
  }

  @Test
  void whatIsNoSetOfDomainsIsRefused() {
    assertThatThrownBy(() -> new ServedDomains(List.of()))
        .hasMessage("no served domain: at least one host is needed");
    assertThatThrownBy(() -> new ServedDomains(List.of("a@b")))
        .hasMessage("served domain 'a@b' is not a domain name");
    assertThatThrownBy(() -> new ServedDomains(List.of("a b")))
        .hasMessage("served domain 'a b' is not a domain name");
    assertThatThrownBy(() -> new ServedDomains(List.of("b.c", "muc.b.c")))
        .hasMessage("served domain 'muc.b.c' is also a service domain of another served domain");
  }
}
