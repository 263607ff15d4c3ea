package org.godwit.session.account;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.xml.XmlElement;

/** Tells what resources can by their capabilities (XEP-0115). Any thread; never blocks. */
public interface Capabilities {

  /** Knows nothing and learns nothing. */
  Capabilities NONE =
      new Capabilities() {
        @Override
        public CompletionStage<Optional<List<String>>> interests(CapsHash caps) {
          return CompletableFuture.completedFuture(Optional.of(List.of()));
        }

        @Override
        public CompletionStage<List<String>> learned(CapsHash caps, XmlElement iq) {
          return CompletableFuture.completedFuture(List.of());
        }

        @Override
        public CompletionStage<List<OutgoingStanza>> latest(Jid resource, List<String> nodes) {
          return CompletableFuture.completedFuture(List.of());
        }
      };

  /**
   * Returns the nodes whose notifications a resource with {@code caps} asks for (XEP-0163, section
   * 4.3); empty where nobody has said yet what such a resource can.
   */
  CompletionStage<Optional<List<String>>> interests(CapsHash caps);

  /**
   * Takes a resource's answer to disco#info and returns the nodes that it asks for. Others are told
   * only where the answer has the hash (XEP-0115, section 5.4).
   *
   * @param iq the answer, which may be an error
   */
  CompletionStage<List<String>> learned(CapsHash caps, XmlElement iq);

  /**
   * Returns the last items that a resource gets when it becomes available (XEP-0163, section
   * 4.3.4).
   *
   * @param resource a full JID
   * @param nodes what it asks for
   */
  CompletionStage<List<OutgoingStanza>> latest(Jid resource, List<String> nodes);
}
