package org.godwit.session.account;

import org.godwit.protocol.envelope.BusMessage.ProfileChanged;
import org.godwit.protocol.envelope.BusMessage.StreamBarrier;
import org.godwit.protocol.envelope.StreamProfile;
import org.godwit.session.privacy.Privacy;
import org.godwit.session.privacy.PrivacyList;
import org.jspecify.annotations.Nullable;

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
   * Returns the profile of a stream. Where something may not leave the account, its owner decides
   * about all that leaves it (XEP-0191, section 3.3); where that is not known, it stays as it is.
   *
   * @param session the stream's session; null for one that is new or gone
   */
  StreamProfile profile(AccountState state, @Nullable OnlineSession session) {
    StreamProfile base = profile();
    if (!settings.contacts().enabled() || base.vetted()) {
      return base;
    }
    Privacy privacy = state.contacts().privacy();
    boolean vetted;
    if (privacy == null) {
      vetted = session != null && session.profile().vetted();
    } else {
      PrivacyList list = privacy.applying(session == null ? null : session.exposure().activeList());
      vetted = list != null && list.restrictsOutgoing();
    }
    return vetted ? new StreamProfile(base.sent(), true) : base;
  }

  /** Tells the gateways of all live streams whose profile is another by now. */
  Step refreshed(AccountState state) {
    Step step = Step.nothing(state);
    for (OnlineSession session : state.sessions()) {
      StreamProfile profile = profile(state, session);
      if (session.isLive() && !session.profile().equals(profile)) {
        String stream = session.stream().stream();
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
