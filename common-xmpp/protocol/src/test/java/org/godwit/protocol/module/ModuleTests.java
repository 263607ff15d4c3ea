package org.godwit.protocol.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Index and dispatcher. */
class ModuleTests {

  private static final XmlName QUERY = new XmlName("urn:a", "query");
  private static final Context CONTEXT =
      new Context("example.com", Jid.of("a@example.com/x"), Jid.of("a@example.com"), Instant.EPOCH);

  @Test
  void indexFindsABindingByTypeTargetAndPayload() {
    // Given
    Binding binding = answer(StanzaType.GET, TargetKind.SERVER);
    ModuleIndex index = new ModuleIndex(List.of(module("a", "f:2", binding), module("b", "f:1")));

    // When, Then
    assertThat(index.find(StanzaType.GET, TargetKind.SERVER, QUERY)).isSameAs(binding);
    assertThat(index.find(StanzaType.SET, TargetKind.SERVER, QUERY)).isNull();
    assertThat(index.find(StanzaType.GET, TargetKind.ACCOUNT, QUERY)).isNull();
    assertThat(index.find(StanzaType.GET, TargetKind.SERVER, new XmlName("urn:b", "query")))
        .isNull();
    assertThat(index.features()).containsExactly("f:1", "f:2");
    assertThat(index.modules()).hasSize(2);
  }

  @Test
  void indexRefusesDuplicatesAndWhatIsNoRequest() {
    Binding binding = answer(StanzaType.GET, TargetKind.SERVER);
    assertThatThrownBy(() -> new ModuleIndex(List.of(module("a", "f"), module("a", "g"))))
        .hasMessage("two modules have the id 'a'");
    assertThatThrownBy(
            () -> new ModuleIndex(List.of(module("a", "f", binding), module("b", "g", binding))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("module 'b' binds what another module binds");
    assertThatThrownBy(() ->
            new ModuleIndex(
                List.of(module("a", "f", answer(StanzaType.RESULT, TargetKind.SERVER)))))
        .hasMessage("module 'a' binds RESULT, which is no iq request");
  }

  @Test
  void claimedRequestIsAnsweredByItsModule() {
    // Given
    IqDispatcher dispatcher = dispatcher(answer(StanzaType.GET, TargetKind.ACCOUNT));

    // When
    Reply reply = reply(dispatcher.dispatch(iq("get"), TargetKind.ACCOUNT, CONTEXT));

    // Then
    assertThat(reply).isEqualTo(Reply.empty());
  }

  @Test
  void unclaimedRequestIsAnsweredInOnePlace() {
    // Given
    IqDispatcher dispatcher = dispatcher(answer(StanzaType.GET, TargetKind.ACCOUNT));

    // When
    Reply reply = reply(dispatcher.dispatch(iq("set"), TargetKind.ACCOUNT, CONTEXT));

    // Then
    assertThat(condition(reply)).isEqualTo(StanzaErrorCondition.SERVICE_UNAVAILABLE);
  }

  @Test
  void whatIsNoRequestIsABadRequest() {
    // Given
    IqDispatcher dispatcher = dispatcher();
    XmlElement empty = XmlElement.of("jabber:client", "iq").attribute("type", "get").build();

    // When, Then
    assertThat(condition(reply(dispatcher.dispatch(iq("result"), TargetKind.SERVER, CONTEXT))))
        .isEqualTo(StanzaErrorCondition.BAD_REQUEST);
    assertThat(condition(reply(dispatcher.dispatch(empty, TargetKind.SERVER, CONTEXT))))
        .isEqualTo(StanzaErrorCondition.BAD_REQUEST);
  }

  @Test
  void asynchronousAnswerComesThrough() {
    // Given
    CompletableFuture<Reply> later = new CompletableFuture<>();
    IqDispatcher dispatcher =
        dispatcher(
            Binding.iqAsync(StanzaType.GET, TargetKind.SERVER, QUERY, (iq, context) -> later));

    // When
    CompletionStage<Reply> answer = dispatcher.dispatch(iq("get"), TargetKind.SERVER, CONTEXT);

    // Then
    assertThat(answer.toCompletableFuture()).isNotDone();
    later.complete(Reply.failure(StanzaError.of(StanzaErrorCondition.GONE)));
    assertThat(condition(reply(answer))).isEqualTo(StanzaErrorCondition.GONE);
  }

  @Test
  void handlerThatFailsIsAnInternalServerError() {
    // Given
    IllegalStateException bug = new IllegalStateException("bug");
    List<Binding> failing =
        List.of(
            Binding.iq(
                StanzaType.GET,
                TargetKind.SERVER,
                QUERY,
                (iq, context) -> {
                  throw bug;
                }),
            Binding.iqAsync(
                StanzaType.GET,
                TargetKind.ACCOUNT,
                QUERY,
                (iq, context) -> {
                  throw bug;
                }),
            Binding.iqAsync(
                StanzaType.GET,
                TargetKind.NODE,
                QUERY,
                (iq, context) -> CompletableFuture.failedFuture(bug)));
    IqDispatcher dispatcher = dispatcher(failing.toArray(Binding[]::new));

    // When, Then
    for (TargetKind target : TargetKind.values()) {
      assertThat(condition(reply(dispatcher.dispatch(iq("get"), target, CONTEXT))))
          .isEqualTo(StanzaErrorCondition.INTERNAL_SERVER_ERROR);
    }
  }

  private static IqDispatcher dispatcher(Binding... bindings) {
    return new IqDispatcher(
        new ModuleIndex(List.of(module("m", "f", bindings))),
        StanzaErrorCondition.SERVICE_UNAVAILABLE);
  }

  private static Reply reply(CompletionStage<Reply> stage) {
    assertThat(stage.toCompletableFuture()).isCompleted();
    return stage.toCompletableFuture().join();
  }

  private static StanzaErrorCondition condition(Reply reply) {
    assertThat(reply).isInstanceOf(Reply.Failure.class);
    return ((Reply.Failure) reply).error().condition();
  }

  private static Binding answer(StanzaType type, TargetKind target) {
    return Binding.iq(type, target, QUERY, (iq, context) -> Reply.empty());
  }

  private static XmlElement iq(String type) {
    return XmlElement.of("jabber:client", "iq")
        .attribute("type", type)
        .child(XmlElement.of("urn:a", "query"))
        .build();
  }

  private static XepModule module(String id, String feature, Binding... bindings) {
    return new XepModule() {
      @Override
      public @Nullable Xep spec() {
        return null;
      }

      @Override
      public String id() {
        return id;
      }

      @Override
      public Set<String> features() {
        return Set.of(feature);
      }

      @Override
      public List<Binding> bindings() {
        return List.of(bindings);
      }
    };
  }
}
