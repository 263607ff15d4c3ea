package org.godwit.auth.api;

import java.util.List;
import org.godwit.admin.Problems;
import org.godwit.auth.domain.HostDirectory;
import org.godwit.auth.registration.Registrations;
import org.godwit.auth.sasl.SaslOffers;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells the gateways what to offer at a domain. */
@RestController
@RequestMapping("/internal/v1/domains/{domain}")
class DomainController {

  private final HostDirectory hosts;
  private final Registrations registrations;
  private final SaslOffers sasl;

  DomainController(HostDirectory hosts, Registrations registrations, SaslOffers sasl) {
    this.hosts = hosts;
    this.registrations = registrations;
    this.sasl = sasl;
  }

  @GetMapping
  ResponseEntity<Object> get(@PathVariable String domain) {
    String host = hosts.find(domain);
    return host == null
        ? Problems.noSuchDomain()
        : ResponseEntity.ok(
            new Offer(
                host, registrations.mode(host).text(), sasl.mechanisms(host), sasl.tokens(host)));
  }

  record Offer(String domain, String registration, List<String> mechanisms, boolean fast) {}
}
