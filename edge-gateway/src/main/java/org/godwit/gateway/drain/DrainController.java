package org.godwit.gateway.drain;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Empties this gateway by hand, before it is taken out of service. */
@RestController
@RequestMapping("/api/v1/gateway/drain")
class DrainController {
  private final Drain drain;

  DrainController(Drain drain) {
    this.drain = drain;
  }

  /** Returns how far it is. */
  @GetMapping
  Drain.Progress progress() {
    return drain.progress();
  }

  /** Begins; a second request changes nothing. */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  Drain.Progress begin() {
    return drain.begin();
  }
}
