package org.godwit.session.xep0054_vcard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.module.Ask;
import org.junit.jupiter.api.Test;

/** XEP-0054, version 1.2. */
class VcardModuleTests {

  private static final String EMPTY = "<vCard xmlns='vcard-temp'/>";
  private static final String FULL = "<vCard xmlns=\"vcard-temp\"><FN>Alice</FN></vCard>";

  private final Ask module = new Ask(new VcardModule(new Memory(), 100, SharedPhoto.NONE));

  private String ask(String type, String from, String to, String vcard) {
    return module.ask(
        type,
        TargetKind.ACCOUNT,
        vcard,
        new Context("localhost", Jid.of(from + "/r"), Jid.of(to), Instant.EPOCH));
  }

  @Test
  void ownerStoresItAndEverybodyReadsIt() {
    // When
    assertThat(ask("set", "alice@localhost", "alice@localhost", FULL)).isEmpty();

    // Then
    assertThat(ask("get", "alice@localhost", "alice@localhost", EMPTY)).isEqualTo(FULL);
    assertThat(ask("get", "bob@localhost", "alice@localhost", EMPTY)).isEqualTo(FULL);
  }

  // Section 3.1 and 3.3.
  @Test
  void nothingIsNotFoundForTheOwnerAndUnavailableForOthers() {
    assertThat(ask("get", "alice@localhost", "alice@localhost", EMPTY)).isEqualTo("item-not-found");
    assertThat(ask("get", "bob@localhost", "alice@localhost", EMPTY))
        .isEqualTo("service-unavailable");
  }

  // Section 3.2.
  @Test
  void somebodyElsesVcardCannotBeChanged() {
    assertThat(ask("set", "bob@localhost", "alice@localhost", FULL)).isEqualTo("forbidden");
  }

  @Test
  void vcardThatIsTooLargeIsRefused() {
    assertThat(
            ask(
                "set",
                "alice@localhost",
                "alice@localhost",
                "<vCard xmlns='vcard-temp'><FN>" + "x".repeat(100) + "</FN></vCard>"))
        .isEqualTo("not-acceptable");
  }

  private static final class Memory implements VcardStore {

    private final Map<Jid, XmlElement> vcards = new HashMap<>();

    @Override
    public CompletionStage<Optional<XmlElement>> find(Jid account) {
      return CompletableFuture.completedFuture(Optional.ofNullable(vcards.get(account)));
    }

    @Override
    public CompletionStage<Void> save(Jid account, XmlElement vcard) {
      vcards.put(account, vcard);
      return CompletableFuture.completedFuture(null);
    }
  }
}
