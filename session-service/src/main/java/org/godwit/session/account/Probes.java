package org.godwit.session.account;

import org.godwit.session.roster.AbsenceReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out {@link Effect.ReadAbsence}. A probe that the database does not let answer is not
 * answered. Called under the partition's lock.
 */
final class Probes {

  private static final Logger LOGGER = LoggerFactory.getLogger(Probes.class);

  private final AbsenceReader absences;
  private final Loopback loopback;

  Probes(AbsenceReader absences, Loopback loopback) {
    this.absences = absences;
    this.loopback = loopback;
  }

  void start(AccountKey key, Effect.ReadAbsence effect, Work work) {
    work.retain();
    absences
        .find(key.env().key(), effect.contact().bare())
        .whenComplete((absence, failure) -> {
          if (failure != null) {
            LOGGER.atWarn().addKeyValue("error", failure.toString()).log("probe not answered");
          }
          loopback.feed(key, new AccountInput.AbsenceFound(effect.contact(), absence), work);
        });
  }
}
