package org.godwit.auth.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import org.godwit.auth.credential.ScramCredential;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.godwit.protocol.jid.Jid;

/** The server's side of SCRAM (RFC 5802, section 5). Pure. */
final class ScramRules {

  private ScramRules() {}

  /**
   * Answers the client's first message.
   *
   * @param account whom the message names
   * @param credential what is kept of the account's password, or what is made up for an unknown one
   * @param serverNonce fresh and random: printable ASCII without a comma
   * @param extension what the message ends with, with its comma; may be empty
   */
  static SaslStep challenge(
      ClientFirst first,
      Jid account,
      ScramCredential credential,
      String serverNonce,
      String extension) {
    String nonce = first.nonce() + serverNonce;
    String serverFirst =
        "r="
            + nonce
            + ",s="
            + Base64.getEncoder().encodeToString(credential.salt())
            + ",i="
            + credential.iterations()
            + extension;
    return new SaslStep.Challenge(
        serverFirst.getBytes(StandardCharsets.UTF_8),
        new SaslState.AwaitingProof(
            account, first.header().text(), first.bare(), serverFirst, nonce));
  }

  /**
   * Answers the client's final message: Success with the server's signature, or Failure.
   *
   * <p>A difference in the header or the nonce is answered like a wrong password: somebody between
   * client and server may have changed them. So is another channel.
   *
   * @param binding the data of the channel that the client bound to; empty for none
   */
  static SaslStep verify(
      ScramHash hash,
      SaslState.AwaitingProof state,
      ClientFinal last,
      ScramCredential credential,
      byte[] binding) {
    byte[] gs2Header = state.gs2Header().getBytes(StandardCharsets.UTF_8);
    byte[] bound =
        ByteBuffer.allocate(gs2Header.length + binding.length).put(gs2Header).put(binding).array();
    byte[] authMessage =
        (state.clientFirstBare() + ',' + state.serverFirst() + ',' + last.withoutProof())
            .getBytes(StandardCharsets.UTF_8);
    boolean sameHeader = MessageDigest.isEqual(last.channelBinding(), bound);
    boolean sameNonce = last.nonce().equals(state.nonce());
    boolean proven = isProof(hash, last.proof(), credential.storedKey(), authMessage);
    if (!sameHeader || !sameNonce || !proven) {
      return new SaslStep.Failure(SaslCondition.NOT_AUTHORIZED, null);
    }
    byte[] signature = ScramKeys.hmac(hash, credential.serverKey(), authMessage);
    String serverFinal = "v=" + Base64.getEncoder().encodeToString(signature);
    return new SaslStep.Success(state.account(), serverFinal.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isProof(
      ScramHash hash, byte[] proof, byte[] storedKey, byte[] authMessage) {
    byte[] clientSignature = ScramKeys.hmac(hash, storedKey, authMessage);
    if (proof.length != clientSignature.length) {
      return false;
    }
    byte[] clientKey = new byte[proof.length];
    for (int i = 0; i < proof.length; i++) {
      clientKey[i] = (byte) (proof[i] ^ clientSignature[i]);
    }
    return MessageDigest.isEqual(ScramKeys.digest(hash, clientKey), storedKey);
  }
}
