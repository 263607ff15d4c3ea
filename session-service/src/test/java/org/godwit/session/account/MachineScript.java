package org.godwit.session.account;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.godwit.bus.InboundRecord;
import org.godwit.protocol.envelope.BusMessage;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.Origin;
import org.godwit.protocol.envelope.StreamRef;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.jspecify.annotations.Nullable;

/** Feeds one account's machine: given a state, when an input comes, then effects. */
final class MachineScript {

  static final Jid ALICE = Jid.of("alice@localhost");
  static final StreamRef PHONE = new StreamRef("gw1", "k1-phone");
  static final StreamRef DESK = new StreamRef("gw1", "k1-desk");
  static final StreamRef SENDER = new StreamRef("gw2", "k1-sender");
  static final long NOW = 1_767_225_600_000L;

  private final AccountMachine machine;
  private final Env env = new Env(ALICE, "alice@localhost", () -> "generated");
  private AccountState state = AccountState.EMPTY;
  private List<Effect> effects = List.of();
  private long offset;

  MachineScript() {
    this(new AccountSettings(2, 4, 2, Duration.ofMinutes(10), 10));
  }

  MachineScript(AccountSettings settings) {
    machine = new AccountMachine(new ServedDomains(List.of("localhost")), settings);
  }

  /** Makes one whose messages are archived. */
  static MachineScript archiving() {
    return new MachineScript(
        new AccountSettings(4, 4, 2, Duration.ofMinutes(10), 10)
            .with(new ArchiveSettings(true, 0)));
  }

  AccountState state() {
    return state;
  }

  List<Effect> effects() {
    return effects;
  }

  MachineScript given(AccountState given) {
    state = given;
    return this;
  }

  /** An online resource whose mailbox is known to be empty. */
  MachineScript online(StreamRef stream, String resource, int priority) {
    OnlineSession session =
        new OnlineSession(stream, Jid.of("alice@localhost/" + resource), true, priority);
    state = state.with(session).withMailbox(Mailbox.UNKNOWN.checked(true, 0, NOW));
    return this;
  }

  MachineScript bound(StreamRef stream, String resource) {
    state = state.with(OnlineSession.bound(stream, Jid.of("alice@localhost/" + resource)));
    return this;
  }

  MachineScript when(AccountInput input) {
    Step step = machine.step(state, input, env);
    state = step.state();
    effects = step.effects();
    return this;
  }

  MachineScript when(BusMessage message) {
    return whenAt(offset++, message);
  }

  MachineScript whenAt(long at, BusMessage message) {
    return when(
        new AccountInput.Arrived(
            new InboundRecord("session", 3, at, NOW, "alice@localhost", message)));
  }

  MachineScript incoming(Stanzas.Stanza stanza) {
    return when(new BusMessage.Incoming(new Origin(SENDER, 1), stanza.head(), stanza.bytes()));
  }

  MachineScript sent(StreamRef stream, Stanzas.Stanza stanza) {
    return when(new BusMessage.Sent(new Origin(stream, 1), stanza.head(), stanza.bytes()));
  }

  /** Switches carbons on for a stream that is there. */
  MachineScript carbons(StreamRef stream) {
    OnlineSession session = java.util.Objects.requireNonNull(state.ofStream(stream));
    state = state.with(session.with(session.flags().withCarbons(true)));
    return this;
  }

  /** Returns the texts that {@code stream} gets. */
  List<String> texts(StreamRef stream) {
    List<String> texts = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.ToGateway to
          && to.message() instanceof Deliver deliver
          && deliver.streams().contains(stream.stream())) {
        texts.add(new String(deliver.stanza(), StandardCharsets.UTF_8));
      }
    }
    return texts;
  }

  /** Returns the streams that a stanza goes to. */
  List<String> streams() {
    List<String> streams = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.ToGateway to && to.message() instanceof Deliver deliver) {
        streams.addAll(deliver.streams());
      }
    }
    return streams;
  }

  /** Returns the records that go to gateways. */
  List<BusMessage> messages() {
    List<BusMessage> messages = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.ToGateway to) {
        messages.add(to.message());
      } else if (effect instanceof Effect.AfterAll after) {
        messages.add(after.then().message());
      }
    }
    return messages;
  }

  /** Returns the effects that are of {@code type}. */
  <T extends Effect> List<T> effects(Class<T> type) {
    return effects.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** Returns the text of the only stanza that is sent; null where it is not one. */
  @Nullable String onlyText() {
    if (effects.size() == 1
        && effects.getFirst() instanceof Effect.ToGateway to
        && to.message() instanceof Deliver deliver) {
      return new String(deliver.stanza(), StandardCharsets.UTF_8);
    }
    return effects.size() == 1 && effects.getFirst() instanceof Effect.ToAddress to
        ? new String(to.message().stanza(), StandardCharsets.UTF_8)
        : null;
  }
}
