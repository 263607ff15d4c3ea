package org.godwit.session.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.godwit.session.account.MachineScript.ALICE;
import static org.godwit.session.account.MachineScript.DESK;
import static org.godwit.session.account.MachineScript.PHONE;

import java.util.List;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.GatewayStarted;
import org.godwit.protocol.envelope.BusMessage.StreamBind;
import org.godwit.protocol.envelope.BusMessage.StreamBindRefused;
import org.godwit.protocol.envelope.BusMessage.StreamBound;
import org.godwit.protocol.envelope.BusMessage.StreamClose;
import org.godwit.protocol.envelope.BusMessage.StreamClosed;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StreamErrorCondition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6120, section 7. */
class BindRulesTests {

  private final MachineScript script = new MachineScript();

  private static StreamBind bind(StreamRef stream, @Nullable String resource) {
    return new StreamBind(stream, ALICE, resource, "b7");
  }

  private List<BusMessage> messages() {
    return script.messages();
  }

  @Test
  void aWantedResourceIsBound() {
    // When
    script.when(bind(PHONE, "phone"));

    // Then
    assertThat(messages())
        .containsExactly(new StreamBound("k1-phone", "b7", Jid.of("alice@localhost/phone")));
    assertThat(script.state().sessions())
        .containsExactly(OnlineSession.bound(PHONE, Jid.of("alice@localhost/phone")));
  }

  @Test
  void section76TheServerChoosesWhereTheClientDoesNot() {
    // When
    script.when(bind(PHONE, null));

    // Then
    assertThat(messages())
        .containsExactly(new StreamBound("k1-phone", "b7", Jid.of("alice@localhost/generated")));
  }

  @Test
  void section7721AnInvalidResourceIsABadRequest() {
    // When
    script.when(bind(PHONE, ""));

    // Then
    assertThat(messages())
        .singleElement()
        .isInstanceOfSatisfying(
            StreamBindRefused.class,
            refused -> assertThat(refused.condition()).isEqualTo(StanzaErrorCondition.BAD_REQUEST));
    assertThat(script.state().isOnline()).isFalse();
  }

  @Test
  void section7621TooManyResourcesAreAResourceConstraint() {
    // Given
    script.when(bind(PHONE, "one")).when(bind(DESK, "two"));

    // When
    script.when(bind(new StreamRef("gw1", "k1-third"), "three"));

    // Then
    assertThat(messages())
        .singleElement()
        .isInstanceOfSatisfying(
            StreamBindRefused.class,
            refused ->
                assertThat(refused.condition())
                    .isEqualTo(StanzaErrorCondition.RESOURCE_CONSTRAINT));
  }

  @Test
  void section7722TheNewStreamWinsAndIsNoResourceMore() {
    // Given
    script.when(bind(PHONE, "one")).when(bind(DESK, "two"));

    // When
    script.when(bind(new StreamRef("gw2", "k1-new"), "one"));

    // Then
    assertThat(messages().getFirst())
        .isInstanceOfSatisfying(
            StreamClose.class,
            close -> {
              assertThat(close.stream()).isEqualTo("k1-phone");
              assertThat(close.condition()).isEqualTo(StreamErrorCondition.CONFLICT);
            });
    assertThat(messages().getLast()).isInstanceOf(StreamBound.class);
    assertThat(script.state().ofStream(PHONE)).matches(OnlineSession::isParting);
    assertThat(script.state().bound()).isEqualTo(2);
    assertThat(messages()).contains(new BusMessage.StreamRelease("k1-phone", "k1-phone"));
  }

  @Test
  void aRepeatedBindOfTheSameStreamIsAnsweredAgain() {
    // Given
    script.when(bind(PHONE, "one"));
    AccountState before = script.state();

    // When
    script.when(bind(PHONE, "one"));

    // Then
    assertThat(messages())
        .containsExactly(new StreamBound("k1-phone", "b7", Jid.of("alice@localhost/one")));
    assertThat(script.state()).isEqualTo(before);
  }

  @Test
  void aStreamThatWasReplacedEndsWithoutTakingItsSuccessorAlong() {
    // Given
    script.when(bind(PHONE, "one")).when(bind(DESK, "one"));

    // When
    script.when(new StreamClosed(PHONE, Jid.of("alice@localhost/one")));

    // Then
    assertThat(script.state().ofStream(DESK)).isNotNull();
  }

  @ParameterizedTest
  @CsvSource({
    "gw1, 1000, 2000, false",
    "gw1, 2000, 2000, true",
    "gw1, 3000, 2000, true",
    "gw2, 1000, 2000, true"
  })
  void aStartedGatewayHasNoStreamsOfEarlierStarts(
      String gateway, long streamEpoch, long startedEpoch, boolean kept) {
    // Given
    StreamRef stream = new StreamRef(gateway, Long.toString(streamEpoch, 36) + "-x");
    script.when(bind(stream, "one"));

    // When
    script.when(new GatewayStarted("gw1", startedEpoch));

    // Then
    assertThat(script.state().bound()).isEqualTo(kept ? 1 : 0);
  }

  @Test
  void aStreamWhoseIdNoGatewayMakesIsNotKept() {
    // Given
    script.when(bind(new StreamRef("gw1", "odd"), "one"));
    script.when(bind(new StreamRef("gw1", "*-odd"), "two"));

    // When
    script.when(new GatewayStarted("gw1", 1));

    // Then
    assertThat(script.state().bound()).isZero();
  }
}
