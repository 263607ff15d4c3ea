package org.godwit.session.userdata;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.account.LastSeen;
import org.godwit.session.offline.TestDatabase;
import org.godwit.session.xep0012_last.LastActivityStore;
import org.godwit.session.xep0049_private.PrivateStore;
import org.godwit.session.xep0054_vcard.VcardStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

class UserDataStoresTests {

  private static final Jid ALICE = Jid.of("alice@localhost");
  private static final Jid BOB = Jid.of("bob@localhost");

  private static ConfigurableApplicationContext context;

  @BeforeAll
  static void open() {
    context =
        new SpringApplicationBuilder(UserDataDatabase.class)
            .web(WebApplicationType.NONE)
            .properties("spring.config.name=session-service")
            .run(TestDatabase.arguments("user-data"));
  }

  @AfterAll
  static void close() {
    context.close();
  }

  private static <T> T done(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static XmlElement element(String name, String text) {
    return XmlElement.of("urn:x", name).text(text).build();
  }

  @Test
  void vcardIsReplacedByTheNextOne() {
    // Given
    VcardStore store = context.getBean(VcardStore.class);
    done(store.save(ALICE, element("a", "1")));

    // When
    done(store.save(ALICE, element("a", "2")));

    // Then
    assertThat(done(store.find(ALICE))).contains(element("a", "2"));
    assertThat(done(store.find(BOB))).isEmpty();
  }

  @Test
  void privateElementsAreKeptByNameUpToTheLimit() {
    // Given
    PrivateStore store = context.getBean(PrivateStore.class);

    // Then
    assertThat(done(store.save(ALICE, List.of(element("a", "1"), element("b", "1")), 2))).isTrue();
    assertThat(done(store.save(ALICE, List.of(element("a", "2")), 2))).isTrue();
    assertThat(done(store.save(ALICE, List.of(element("c", "1")), 2))).isFalse();
    assertThat(done(store.find(ALICE, element("a", "").name()))).contains(element("a", "2"));
    assertThat(done(store.find(ALICE, element("c", "").name()))).isEmpty();
    assertThat(done(store.find(BOB, element("a", "").name()))).isEmpty();
  }

  @Test
  void lastEndOfAnAccountIsTheOneThatIsTold() {
    // Given
    LastSeen seen = context.getBean(LastSeen.class);
    LastActivityStore store = context.getBean(LastActivityStore.class);

    // When
    CompletionStage<Void> first = seen.gone("alice@localhost", 1000, "one");
    CompletionStage<Void> second = seen.gone("alice@localhost", 2000, null);
    done(first);
    done(second);

    // Then
    assertThat(done(store.find(ALICE)).map(each -> each.at().toEpochMilli() + each.status()))
        .isEqualTo(Optional.of("2000"));
    assertThat(done(store.find(BOB))).isEmpty();
    assertThat(done(store.maySee(ALICE, BOB))).isFalse();
  }
}
