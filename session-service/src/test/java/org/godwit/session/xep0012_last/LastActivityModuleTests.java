package org.godwit.session.xep0012_last;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;
import org.godwit.session.module.Ask;
import org.junit.jupiter.api.Test;

/** XEP-0012, version 2.0. */
class LastActivityModuleTests {

  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final Jid NEVER = Jid.of("never@localhost");
  private static final Instant NOW = Instant.ofEpochSecond(10_000);

  private final Ask module =
      new Ask(
          new LastActivityModule(
              new LastActivityStore() {
                @Override
                public CompletionStage<Optional<Seen>> find(Jid account) {
                  return CompletableFuture.completedFuture(
                      account.equals(NEVER)
                          ? Optional.empty()
                          : Optional.of(new Seen(NOW.minusSeconds(903), "Heading Home")));
                }

                @Override
                public CompletionStage<Boolean> maySee(Jid account, Jid contact) {
                  return CompletableFuture.completedFuture(contact.equals(ALICE));
                }
              },
              NOW.minusSeconds(123_456 % 10_000)));

  private String ask(Jid from, TargetKind target, Jid to, List<Jid> available) {
    return module.ask(
        "get",
        target,
        "<query xmlns='jabber:iq:last'/>",
        new Context("localhost", Jid.of(from + "/r"), to, NOW, available));
  }

  // Section 3.
  @Test
  void contactLearnsWhenAnAbsentUserWentAndWithWhichStatus() {
    assertThat(ask(ALICE, TargetKind.ACCOUNT, Jid.of("bob@localhost"), List.of()))
        .isEqualTo("<query xmlns=\"jabber:iq:last\" seconds=\"903\">Heading Home</query>");
    assertThat(
            ask(
                ALICE,
                TargetKind.ACCOUNT,
                Jid.of("bob@localhost"),
                List.of(Jid.of("bob@localhost/r"))))
        .isEqualTo("<query xmlns=\"jabber:iq:last\" seconds=\"0\"/>");
    assertThat(ask(ALICE, TargetKind.ACCOUNT, NEVER, List.of())).isEqualTo("item-not-found");
    assertThat(ask(NEVER, TargetKind.ACCOUNT, NEVER, List.of())).contains("seconds=\"0\"");
  }

  @Test
  void strangerLearnsNothing() {
    assertThat(ask(Jid.of("eve@localhost"), TargetKind.ACCOUNT, ALICE, List.of()))
        .isEqualTo("forbidden");
  }

  // Section 5.
  @Test
  void serverTellsHowLongItRuns() {
    assertThat(ask(ALICE, TargetKind.SERVER, Jid.of("localhost"), List.of()))
        .isEqualTo("<query xmlns=\"jabber:iq:last\" seconds=\"3456\"/>");
  }
}
