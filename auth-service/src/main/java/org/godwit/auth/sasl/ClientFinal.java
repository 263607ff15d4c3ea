package org.godwit.auth.sasl;

import java.util.List;

/**
 * A SCRAM client's final message (RFC 5802, section 7).
 *
 * @param channelBinding the decoded "c" attribute
 * @param nonce the nonce that the client took over
 * @param withoutProof the message up to the proof
 * @param proof the decoded proof
 */
record ClientFinal(byte[] channelBinding, String nonce, String withoutProof, byte[] proof) {

  static Reading<ClientFinal> read(byte[] data) {
    String text = SaslText.utf8(data);
    if (text == null) {
      return Reading.malformed("The message is not UTF-8.");
    }
    int proofAt = text.lastIndexOf(",p=");
    if (proofAt < 0) {
      return Reading.malformed("A proof is expected.");
    }
    String withoutProof = text.substring(0, proofAt);
    List<String> parts = ScramAttributes.split(withoutProof);
    if (parts.size() < 2 || !parts.get(0).startsWith("c=") || !parts.get(1).startsWith("r=")) {
      return Reading.malformed("A channel binding and a nonce are expected.");
    }
    if (!ScramAttributes.areExtensions(parts.subList(2, parts.size()))) {
      return Reading.malformed("An extension is malformed.");
    }
    byte[] channelBinding = SaslText.base64(parts.get(0).substring(2));
    byte[] proof = SaslText.base64(text.substring(proofAt + 3));
    if (channelBinding == null || proof == null || proof.length == 0) {
      return Reading.malformed("The channel binding or the proof is not Base64.");
    }
    return new Reading.Valid<>(
        new ClientFinal(channelBinding, parts.get(1).substring(2), withoutProof, proof));
  }

  @Override
  public String toString() {
    return "ClientFinal";
  }
}
