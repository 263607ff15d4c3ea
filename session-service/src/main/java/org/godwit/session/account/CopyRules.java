package org.godwit.session.account;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.envelope.BusMessage.Sent;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.jid.ServedDomains;
import org.godwit.protocol.stanza.StanzaKind;
import org.godwit.session.account.CarbonRules.Direction;

/**
 * What a message brings about beside its delivery: a row of the archive ({@link ArchiveRules}) and
 * carbons ({@link CarbonRules}). Pure.
 *
 * <p>Where neither is wanted nothing of the stanza is looked at.
 */
final class CopyRules {

  private final StanzaRules stanzas;
  private final ArchiveRules archive;
  private final CarbonRules carbons;

  CopyRules(ServedDomains domains, AccountSettings settings, StanzaRules stanzas) {
    this.stanzas = stanzas;
    this.archive = new ArchiveRules(settings.archive());
    this.carbons = new CarbonRules(domains, new StoreRules(settings));
  }

  /**
   * Delivers a stanza for the account; a message that is accepted is archived and copied.
   *
   * @param direction {@link Direction#SENT} where one of the account's own streams has sent it
   */
  Step deliver(AccountState state, StanzaInput input, Direction direction, Env env) {
    Step step = delivered(state, input, direction, env);
    return AmpRules.isRuled(input) && !step.isLookup()
        ? AmpRules.ruled(state, input, step, env)
        : step;
  }

  private Step delivered(AccountState state, StanzaInput input, Direction direction, Env env) {
    if (input.head().kind() != StanzaKind.MESSAGE
        || (!archive.isEnabled() && !CarbonRules.isWanted(state))) {
      return stanzas.deliver(state, input, env);
    }
    Jid from = input.head().from();
    boolean archived = from != null && archive.isArchived(input.head(), input.stanza(), env);
    String id = archived ? archive.id(input) : null;
    StanzaInput marked = archive.marked(input, id, env);
    Step step = stanzas.deliver(state, marked, env);
    if (step.isLookup() || !isAccepted(step, marked)) {
      // What the account refuses is not in its archive (XEP-0313, section 6.1).
      return step;
    }
    Jid peer = direction == Direction.SENT ? env.account() : from;
    Step copies = carbons.copied(step.state(), marked, direction, had(step, marked, input), env);
    if (copies.isLookup()) {
      return Step.of(state, new Effect.Lookup());
    }
    Step all = step.then(copies);
    return id == null || peer == null
        ? all
        : all.then(Step.of(all.state(), ArchiveRules.persist(marked, id, peer, env)));
  }

  /**
   * Archives and copies what one of the account's streams has sent to somebody else.
   *
   * @param forwarded what sends it there
   */
  Step sent(AccountState state, StanzaInput input, Sent sent, Step forwarded, Env env) {
    Jid to = input.head().to();
    if (input.head().kind() != StanzaKind.MESSAGE
        || to == null
        || (!archive.isEnabled() && !CarbonRules.isWanted(state))) {
      return forwarded;
    }
    String id = archive.isArchived(input.head(), input.stanza(), env) ? archive.id(input) : null;
    StanzaInput marked = archive.marked(input, id, env);
    List<String> sender = List.of(sent.origin().stream().stream());
    Step copies = carbons.copied(state, marked, Direction.SENT, sender, env);
    if (copies.isLookup()) {
      return copies;
    }
    Step all = forwarded.then(copies);
    return id == null
        ? all
        : all.then(Step.of(all.state(), ArchiveRules.persist(marked, id, to, env)));
  }

  /** Tells whether some stream gets the message, now or later. */
  private static boolean isAccepted(Step step, StanzaInput marked) {
    for (Effect effect : step.effects()) {
      if (isOf(effect, marked)) {
        return true;
      }
    }
    return false;
  }

  @SuppressWarnings("ReferenceEquality")
  private static boolean isOf(Effect effect, StanzaInput marked) {
    return switch (effect) {
      case Effect.ToGateway to ->
          to.message() instanceof Deliver deliver && deliver.stanza() == marked.stanza();
      case Effect.PersistOffline persist -> persist.row().stanza() == marked.stanza();
      default -> false;
    };
  }

  /**
   * Returns the ids of the streams that get the message itself, and of the one that has sent it.
   */
  private static List<String> had(Step step, StanzaInput marked, StanzaInput input) {
    List<String> had = new ArrayList<>();
    if (input.origin() != null) {
      had.add(input.origin().stream().stream());
    }
    for (Effect effect : step.effects()) {
      if (!isOf(effect, marked)) {
        continue;
      }
      if (effect instanceof Effect.ToGateway to && to.message() instanceof Deliver deliver) {
        had.addAll(deliver.streams());
      } else if (effect instanceof Effect.PersistOffline persist) {
        String only = persist.row().stream();
        Backlog shared = step.state().mailbox().sharedBacklog();
        if (only != null) {
          had.add(only);
        } else if (shared != null) {
          had.add(shared.stream().stream());
        }
      }
    }
    return had;
  }
}
