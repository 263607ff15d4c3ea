package org.godwit.auth.sasl;

import org.godwit.protocol.jid.Jid;

/**
 * What has to be known between two steps.
 *
 * <pre>
 *   (start) --no data--> AwaitingInitial --client-first--> AwaitingProof --client-final--> (end)
 *      \---------------------client-first--------------------/
 *   (start) --a token that is not good--> TokenRefused --anything--> (end)
 * </pre>
 */
sealed interface SaslState {

  /** The peer chose a mechanism but sent no initial response (RFC 6120, section 6.4.2). */
  record AwaitingInitial() implements SaslState {}

  /**
   * SCRAM, after the server's first message.
   *
   * @param account the account that the peer says it is; need not exist
   * @param gs2Header the client's GS2 header, as it came
   * @param clientFirstBare the client's first message without that header
   * @param serverFirst the server's first message
   * @param nonce the client's and the server's nonce together
   */
  record AwaitingProof(
      Jid account, String gs2Header, String clientFirstBare, String serverFirst, String nonce)
      implements SaslState {
    @Override
    public String toString() {
      return "AwaitingProof";
    }
  }

  /** OAUTHBEARER, after the client was told that its token is not good (RFC 7628, section 3.2). */
  record TokenRefused() implements SaslState {}
}
