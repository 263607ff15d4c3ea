package org.godwit.session.account;

import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.StreamBarrier;
import org.godwit.protocol.envelope.StreamProfile;

/**
 * How a stream's stanzas go on the bus (docs/stream-lifecycle.md, section 5): as configured, until
 * something needs copies or a veto. Pure.
 */
final class ProfileRules {

  private final AccountSettings settings;

  ProfileRules(AccountSettings settings) {
    this.settings = settings;
  }

  /** Returns the profile that the account's streams should have. */
  StreamProfile profile() {
    return settings.streams().profile();
  }

  /**
   * Returns the profile that one stream should have: the owner hears of what it sends where that is
   * archived or another stream gets carbons of it.
   */
  StreamProfile profile(AccountState state, String stream) {
    StreamProfile profile = profile();
    boolean copied = settings.archive().enabled() || CarbonRules.isWantedBeside(state, stream);
    return profile.sent() || !copied ? profile : new StreamProfile(true, profile.vetted());
  }

  /** Tells the gateways of all live streams whose profile is another by now. */
  Step refreshed(AccountState state) {
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      String stream = session.stream().stream();
      StreamProfile profile = profile(state, stream);
      if (session.isLive() && !session.profile().equals(profile)) {
        step =
            step.then(
                Step.of(
                    step.state().with(session.with(profile)),
                    new Effect.ToGateway(
                        session.stream().gateway(),
                        stream,
                        new ProfileChanged(stream, profile, null))));
      }
    }
    return step;
  }

  /** Answers once all that was forwarded for the stream is durable. */
  static Step barrier(AccountState state, StreamBarrier barrier) {
    OnlineSession session = state.ofStream(barrier.stream());
    if (session == null || !session.isLive()) {
      return Step.nothing(state);
    }
    String stream = session.stream().stream();
    return Step.of(
        state,
        new Effect.AfterAll(
            new Effect.ToGateway(
                session.stream().gateway(),
                stream,
                new ProfileChanged(stream, session.profile(), barrier.barrierId()))));
  }
}
