package org.godwit.session.account;

import org.godwit.protocol.module.Reply;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;

/**
 * A request of one of the account's sessions that its owner answers itself. Answers are held back
 * until the rows of the same decision are committed.
 *
 * @param session the session
 * @param input the request as it came
 * @param iq its tree
 * @param payload its child
 * @param env the surroundings
 */
record IqAsk(OnlineSession session, StanzaInput input, XmlElement iq, XmlElement payload, Env env) {

  /** Returns the answer, appended to {@code step}. */
  Step answered(Step step, Reply reply) {
    return step.then(
        ContactStanzas.afterCommit(
            Answers.reply(
                step.state(), new AccountInput.Answered(input, iq, reply, false, null), env)));
  }

  Step answered(AccountState state, Reply reply) {
    return answered(Step.nothing(state), reply);
  }

  /** Returns the refusal. */
  Step refused(AccountState state, StanzaErrorCondition condition, String text) {
    return answered(state, Reply.failure(StanzaError.of(condition, text)));
  }
}
