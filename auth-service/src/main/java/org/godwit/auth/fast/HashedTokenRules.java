package org.godwit.auth.fast;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;

/** The messages of HT-SHA-256-* (draft-schmaus-kitten-sasl-ht, section 3). Pure. */
final class HashedTokenRules {

  private HashedTokenRules() {}

  /** Tells whether {@code proof} shows that the client has {@code token}, over this channel. */
  static boolean isProof(byte[] proof, String token, byte[] binding) {
    return MessageDigest.isEqual(proof, hash("Initiator", token, binding));
  }

  /** Returns what shows the client that the server has the token as well. */
  static byte[] answer(String token, byte[] binding) {
    return hash("Responder", token, binding);
  }

  private static byte[] hash(String role, String token, byte[] binding) {
    byte[] name = role.getBytes(StandardCharsets.US_ASCII);
    byte[] message =
        ByteBuffer.allocate(name.length + binding.length).put(name).put(binding).array();
    return ScramKeys.hmac(ScramHash.SHA_256, token.getBytes(StandardCharsets.US_ASCII), message);
  }
}
