package org.godwit.gateway.stream;

import org.godwit.gateway.stream.StreamEffect.OpenDelivery;
import org.godwit.gateway.stream.StreamEffect.RequestResume;
import org.godwit.gateway.stream.StreamEffect.Send;
import org.godwit.gateway.stream.StreamState.Authenticated;
import org.godwit.gateway.stream.StreamState.Bound;
import org.godwit.gateway.stream.StreamState.Resuming;
import org.godwit.gateway.xep0198_sm.SmElements;
import org.godwit.gateway.xep0198_sm.SmRequest;
import org.godwit.gateway.xep0198_sm.SmRules;
import org.godwit.protocol.envelope.BusMessage.StreamResumeRefused;
import org.godwit.protocol.envelope.BusMessage.StreamResumed;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlFrame;
import org.godwit.protocol.xml.XmlWriter;

/** The transitions of stream management before a resource is bound (XEP-0198, section 5). Pure. */
final class ResumeTransitions {
  private ResumeTransitions() {}

  /** An element of stream management came where a resource may be bound. */
  static StreamStep onElement(Authenticated state, XmlFrame frame, StreamPolicy policy) {
    SmRequest request = SmRules.read(frame);
    StanzaErrorCondition refusal =
        SmRules.refusal(request, policy.management().enabled(), false, false);
    if (refusal == null && request instanceof SmRequest.Resume(String previd, long h)) {
      String bindId = Integer.toString(state.binds());
      return StreamStep.of(
          new Resuming(state, bindId, previd, null),
          new RequestResume(state.header().id(), state.account(), previd, h, bindId));
    }
    return BindTransitions.refused(
        state,
        SmElements.failed(refusal == null ? StanzaErrorCondition.UNEXPECTED_REQUEST : refusal));
  }

  /** The account's owner lets the stream go on with the other, whose id it takes. */
  static StreamStep onResumed(Resuming state, StreamResumed resumed) {
    return StreamStep.of(
        new Bound(resumed.boundJid(), state.before().header().withId(resumed.previd())),
        new Send(XmlWriter.toText(SmElements.resumed(resumed.previd(), resumed.in()))),
        new OpenDelivery(resumed.boundJid()));
  }

  /** The account's owner refused: the client may bind (section 5), or try another. */
  static StreamStep onRefused(Resuming state, StreamResumeRefused refused) {
    return BindTransitions.refused(
        state.before(), XmlWriter.toText(SmElements.failed(refused.condition(), refused.in())));
  }
}
