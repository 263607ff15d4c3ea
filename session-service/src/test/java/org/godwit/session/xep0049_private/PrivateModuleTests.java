package org.godwit.session.xep0049_private;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.module.Ask;
import org.junit.jupiter.api.Test;

/** XEP-0049, version 1.2. */
class PrivateModuleTests {

  private final Ask module =
      new Ask(new PrivateModule(new Memory(), new PrivateModule.Limits(2, 200), null));

  private String ask(String type, String to, String content) {
    Context context =
        new Context("localhost", Jid.of("alice@localhost/phone"), Jid.of(to), Instant.EPOCH);
    return module.ask(
        type,
        TargetKind.ACCOUNT,
        "<query xmlns='jabber:iq:private'>" + content + "</query>",
        context);
  }

  private String own(String type, String content) {
    return ask(type, "alice@localhost", content);
  }

  // Section 2.
  @Test
  void whatWasStoredIsReturnedAndWhatWasNotIsEmpty() {
    // When
    assertThat(own("set", "<exodus xmlns='exodus:prefs'><nick>Hamlet</nick></exodus>")).isEmpty();

    // Then
    assertThat(own("get", "<exodus xmlns='exodus:prefs'/>"))
        .isEqualTo(
            "<query xmlns=\"jabber:iq:private\"><exodus xmlns=\"exodus:prefs\">"
                + "<nick>Hamlet</nick></exodus></query>");
    assertThat(own("get", "<other xmlns='exodus:prefs'/>"))
        .isEqualTo("<query xmlns=\"jabber:iq:private\"><other xmlns=\"exodus:prefs\"/></query>");
  }

  // Section 3.
  @Test
  void otherAccountsAndReservedNamespacesAndNothingAreRefused() {
    assertThat(ask("get", "bob@localhost", "<a xmlns='x:y'/>")).isEqualTo("forbidden");
    assertThat(ask("set", "bob@localhost", "<a xmlns='x:y'/>")).isEqualTo("forbidden");
    assertThat(own("get", "")).isEqualTo("not-acceptable");
    assertThat(own("get", "<a xmlns='x:y'/><b xmlns='x:y'/>")).isEqualTo("not-acceptable");
    for (String namespace :
        List.of("jabber:iq:private", "jabber:client", "http://jabber.org/x", "vcard-temp")) {
      assertThat(own("set", "<a xmlns='" + namespace + "'/>")).isEqualTo("not-acceptable");
    }
  }

  @Test
  void limitsAreKept() {
    assertThat(own("set", "<a xmlns='x:y'>" + "x".repeat(200) + "</a>"))
        .isEqualTo("not-acceptable");
    assertThat(own("set", "<a xmlns='x:y'/><b xmlns='x:y'/>")).isEmpty();
    assertThat(own("set", "<c xmlns='x:y'/>")).isEqualTo("resource-constraint");
    assertThat(own("set", "<a xmlns='x:y'>1</a>")).isEmpty();
  }

  private static final class Memory implements PrivateStore {

    private final Map<XmlName, XmlElement> elements = new HashMap<>();

    @Override
    public CompletionStage<Optional<XmlElement>> find(Jid account, XmlName name) {
      return CompletableFuture.completedFuture(Optional.ofNullable(elements.get(name)));
    }

    @Override
    public CompletionStage<Boolean> save(Jid account, List<XmlElement> all, int elementsMax) {
      Map<XmlName, XmlElement> next = new HashMap<>(elements);
      all.forEach(element -> next.put(element.name(), element));
      boolean fits = next.size() <= elementsMax;
      if (fits) {
        elements.putAll(next);
      }
      return CompletableFuture.completedFuture(fits);
    }
  }
}
