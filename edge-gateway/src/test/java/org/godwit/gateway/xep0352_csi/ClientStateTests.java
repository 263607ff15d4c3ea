package org.godwit.gateway.xep0352_csi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.springframework.util.unit.DataSize;

class ClientStateTests {
  private static final String EVENT =
      "<message><event xmlns='http://jabber.org/protocol/pubsub#event'/></message>";

  private final ClientState state =
      new ClientState(new ClientStateProperties(true, 2, DataSize.ofKilobytes(1)));

  private static boolean isUrgent(StanzaType type, String stanza, StanzaTrait... traits) {
    int bits = 0;
    for (StanzaTrait trait : traits) {
      bits |= trait.bit();
    }
    return Urgency.isUrgent(
        new StanzaHead(type, null, Jid.of("bob@localhost/desk"), null, bits),
        stanza.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void availabilityCanWait() {
    assertThat(isUrgent(StanzaType.AVAILABLE, "<presence/>")).isFalse();
    assertThat(isUrgent(StanzaType.UNAVAILABLE, "<presence type='unavailable'/>")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      mode = Mode.EXCLUDE,
      names = {"AVAILABLE", "UNAVAILABLE", "NORMAL", "CHAT", "GROUPCHAT", "HEADLINE"})
  void requestsAnswersErrorsAndSubscriptionsCannot(StanzaType type) {
    assertThat(isUrgent(type, "<x/>", StanzaTrait.CHAT_STATE)).isTrue();
  }

  @Test
  void chatStatesCanWaitWhereTheyAreAlone() {
    assertThat(isUrgent(StanzaType.CHAT, "<message/>", StanzaTrait.CHAT_STATE)).isFalse();
    assertThat(isUrgent(StanzaType.CHAT, "<message/>", StanzaTrait.CHAT_STATE, StanzaTrait.BODY))
        .isTrue();
    assertThat(
            isUrgent(
                StanzaType.CHAT, "<message/>", StanzaTrait.CHAT_STATE, StanzaTrait.OTHER_PAYLOAD))
        .isTrue();
    assertThat(isUrgent(StanzaType.GROUPCHAT, "<message/>", StanzaTrait.SUBJECT)).isTrue();
  }

  @Test
  void eventsCanWaitAndOtherHeadlinesCannot() {
    assertThat(isUrgent(StanzaType.HEADLINE, EVENT, StanzaTrait.OTHER_PAYLOAD)).isFalse();
    assertThat(isUrgent(StanzaType.HEADLINE, "<message><x/></message>", StanzaTrait.OTHER_PAYLOAD))
        .isTrue();
    assertThat(isUrgent(StanzaType.HEADLINE, EVENT, StanzaTrait.OTHER_PAYLOAD, StanzaTrait.BODY))
        .isTrue();
  }

  @Test
  void aStreamBeginsActive() {
    assertThat(state.isInactive()).isFalse();
    assertThat(state.isHolding()).isFalse();
  }

  @Test
  void whatCanWaitWaitsUntilSomethingUrgentComes() {
    assertThat(state.onIndication("inactive")).isTrue();
    state.onStanza(false, 10);
    assertThat(state.isHolding()).isTrue();

    state.onStanza(true, 10);
    assertThat(state.isHolding()).isFalse();

    state.onFlushed();
    assertThat(state.isHolding()).isTrue();
  }

  @Test
  void noMoreWaitsThanTheLimitsAllow() {
    state.onIndication("inactive");
    state.onStanza(false, 10);
    state.onStanza(false, 10);
    assertThat(state.isHolding()).isTrue();
    state.onStanza(false, 10);
    assertThat(state.isHolding()).isFalse();

    state.onFlushed();
    state.onStanza(false, 1025);
    assertThat(state.isHolding()).isFalse();
  }

  @Test
  void whatIsSupersededDoesNotCount() {
    state.onIndication("inactive");
    for (int i = 0; i < 10; i++) {
      state.onStanza(false, 500);
      state.onSuperseded(500);
    }
    assertThat(state.isHolding()).isTrue();
  }

  @Test
  void anActiveClientGetsEverything() {
    state.onIndication("inactive");
    state.onIndication("active");
    assertThat(state.isHolding()).isFalse();
  }

  @Test
  void nothingElseIsUnderstoodAndNothingAtAllWhereItIsOff() {
    assertThat(state.onIndication("sleepy")).isFalse();
    ClientState off = new ClientState(new ClientStateProperties(false, 2, DataSize.ofKilobytes(1)));
    assertThat(off.onIndication("inactive")).isFalse();
    assertThat(off.isInactive()).isFalse();
  }
}
