package org.godwit.session.xep0077_register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.account.AccountRemovals;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** XEP-0077 v2.4, sections 3.1 to 3.3, for users who are logged in. */
class RegistrationModuleTests {

  private static final Jid ALICE = Jid.of("alice@localhost/phone");

  private final FakeRegistry registry = new FakeRegistry();
  private final AccountRemovals removals = new AccountRemovals();
  private final IqDispatcher iqs =
      new IqDispatcher(
          new ModuleIndex(List.of(new RegistrationModule(registry, removals))),
          StanzaErrorCondition.SERVICE_UNAVAILABLE);

  private static final class FakeRegistry implements AccountRegistry {
    private final List<String> calls = new ArrayList<>();
    private Outcome outcome = new Outcome.Done();
    private CompletableFuture<Void> removing = CompletableFuture.completedFuture(null);

    @Override
    public CompletionStage<Outcome> changePassword(Jid account, String password) {
      calls.add("password " + account + ' ' + password);
      return CompletableFuture.completedFuture(outcome);
    }

    @Override
    public CompletionStage<Outcome> remove(Jid account) {
      calls.add("remove " + account);
      return removing.thenApply(_ -> outcome);
    }
  }

  private Reply ask(String type, Jid target, XmlElement.Builder query) {
    return asked(type, target, query).toCompletableFuture().join();
  }

  private CompletionStage<Reply> asked(String type, Jid target, XmlElement.Builder query) {
    XmlElement iq =
        XmlElement.of("jabber:client", "iq").attribute("type", type).child(query).build();
    TargetKind kind = target.isDomain() ? TargetKind.SERVER : TargetKind.ACCOUNT;
    Context context = new Context("localhost", ALICE, target, Instant.EPOCH);
    return iqs.dispatch(iq, kind, context);
  }

  private static XmlElement.Builder query(String... namesAndTexts) {
    XmlElement.Builder query = XmlElement.of(RegistrationModule.NAMESPACE, "query");
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      query.child(
          XmlElement.of(RegistrationModule.NAMESPACE, namesAndTexts[i]).text(namesAndTexts[i + 1]));
    }
    return query;
  }

  private static void assertRefused(Reply reply, StanzaErrorCondition condition) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            Reply.Failure.class,
            failure -> assertThat(failure.error().condition()).isEqualTo(condition));
  }

  @Test
  void section31AUserHearsThatItIsRegistered() {
    // When
    Reply reply = ask("get", Jid.of("localhost"), query());

    // Then
    XmlElement payload = Objects.requireNonNull(((Reply.Result) reply).payload());
    assertThat(payload.child(RegistrationModule.NAMESPACE, "registered")).isNotNull();
    assertThat(payload.child(RegistrationModule.NAMESPACE, "username"))
        .extracting(XmlElement::text)
        .isEqualTo("alice");
    assertThat(payload.child(RegistrationModule.NAMESPACE, "password"))
        .extracting(XmlElement::text)
        .isEqualTo("");
  }

  @Test
  void section33TheOwnPasswordIsChanged() {
    // When
    Reply reply = ask("set", Jid.of("localhost"), query("username", "Alice", "password", "n3w"));

    // Then
    assertThat(reply).isEqualTo(Reply.empty());
    assertThat(registry.calls).containsExactly("password alice@localhost n3w");
  }

  @Test
  void section33AnIncompleteChangeIsABadRequestAndChangesNothing() {
    assertRefused(
        ask("set", ALICE.bare(), query("username", "alice")), StanzaErrorCondition.BAD_REQUEST);
    assertRefused(
        ask("set", ALICE.bare(), query("password", "x")), StanzaErrorCondition.BAD_REQUEST);
    assertRefused(
        ask("set", ALICE.bare(), query("username", "alice", "password", "")),
        StanzaErrorCondition.BAD_REQUEST);
    assertThat(registry.calls).isEmpty();
  }

  @Test
  void section311ASecondIdentityIsNotAcceptable() {
    assertRefused(
        ask("set", ALICE.bare(), query("username", "mallory", "password", "x")),
        StanzaErrorCondition.NOT_ACCEPTABLE);
    assertThat(registry.calls).isEmpty();
  }

  @Test
  void section32TheAccountIsRemoved() {
    // When
    Reply reply = ask("set", ALICE.bare(), query("remove", ""));

    // Then
    assertThat(reply).isEqualTo(Reply.empty());
    assertThat(registry.calls).containsExactly("remove alice@localhost");
  }

  @Test
  void section32WhatEndsTheStreamsWaitsForTheAnswer() {
    // Given
    registry.removing = new CompletableFuture<>();
    CompletionStage<Reply> reply = asked("set", ALICE.bare(), query("remove", ""));
    CompletableFuture<Void> left = removals.left(ALICE.bare()).toCompletableFuture();

    // When
    registry.removing.complete(null);

    // Then
    assertThat(reply.toCompletableFuture()).isCompletedWithValue(Reply.empty());
    assertThat(left).isNotDone();
    removals.answered(ALICE.bare());
    assertThat(left).isCompleted();
    assertThat(removals.left(ALICE.bare()).toCompletableFuture()).isCompleted();
  }

  @Test
  void section32RefusedRemovalLetsGoWhatWaitsForIt() {
    // Given
    registry.removing = new CompletableFuture<>();
    registry.outcome = new AccountRegistry.Outcome.Unavailable();
    CompletionStage<Reply> reply = asked("set", ALICE.bare(), query("remove", ""));
    CompletableFuture<Void> left = removals.left(ALICE.bare()).toCompletableFuture();

    // When
    registry.removing.complete(null);

    // Then
    assertThat(reply.toCompletableFuture()).isDone();
    assertThat(left).isCompleted();
  }

  @Test
  void section32RemoveMustStandAlone() {
    assertRefused(
        ask("set", ALICE.bare(), query("remove", "", "username", "alice")),
        StanzaErrorCondition.BAD_REQUEST);
    assertThat(registry.calls).isEmpty();
  }

  @Test
  void anotherUsersAccountIsNobodysBusiness() {
    assertRefused(
        ask("set", Jid.of("bob@localhost"), query("remove", "")),
        StanzaErrorCondition.SERVICE_UNAVAILABLE);
    assertRefused(
        ask("get", Jid.of("bob@localhost"), query()), StanzaErrorCondition.SERVICE_UNAVAILABLE);
    assertThat(registry.calls).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = StanzaErrorCondition.class,
      names = {"NOT_ALLOWED", "NOT_ACCEPTABLE", "ITEM_NOT_FOUND"})
  void whatTheRegistryRefusesIsRefusedAlike(StanzaErrorCondition condition) {
    // Given
    registry.outcome = new AccountRegistry.Outcome.Refused(condition);

    // Then
    assertRefused(ask("set", ALICE.bare(), query("remove", "")), condition);
  }

  @Test
  void aRegistryThatIsAwayMayBeAskedAgain() {
    // Given
    registry.outcome = new AccountRegistry.Outcome.Unavailable();

    // Then
    assertRefused(
        ask("set", ALICE.bare(), query("remove", "")), StanzaErrorCondition.RESOURCE_CONSTRAINT);
  }
}
