package org.godwit.auth.sasl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.godwit.auth.credential.ScramHash;
import org.godwit.auth.credential.ScramKeys;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/**
 * Seals a {@link SaslState} so that it can travel through the gateway: AES-256-GCM, bound to domain
 * and mechanism, with an expiry. Any instance that has the same key opens it. Any thread.
 *
 * <p>Layout, in base64url: version (1 byte), key salt (16), GCM nonce (12), sealed content and tag.
 * Each state has a key of its own, HMAC-SHA-256 of the key salt, so that random nonces are safe for
 * as long as a key file lives.
 */
final class StateSeal {

  private static final byte VERSION = 1;
  private static final int KEY_SALT_BYTES = 16;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int HEAD_BYTES = 1 + KEY_SALT_BYTES + NONCE_BYTES;
  private static final byte INITIAL = 0;
  private static final byte PROOF = 1;
  private static final byte TOKEN_REFUSED = 2;

  private final byte[] key;
  private final Duration lifetime;
  private final InstantSource time;
  private final SecureRandom random;

  StateSeal(byte[] key, Duration lifetime, InstantSource time, SecureRandom random) {
    this.key = key;
    this.lifetime = lifetime;
    this.time = time;
    this.random = random;
  }

  String seal(SaslState state, String domain, SaslMechanism mechanism) {
    byte[] head = new byte[HEAD_BYTES];
    random.nextBytes(head);
    head[0] = VERSION;
    byte[] content = encode(state, time.instant().plus(lifetime));
    byte[] box = crypt(Cipher.ENCRYPT_MODE, head, content, domain, mechanism);
    if (box == null) {
      throw new IllegalStateException("sealing cannot fail on authentication");
    }
    byte[] sealed = ByteBuffer.allocate(head.length + box.length).put(head).put(box).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /** Returns the state, or null where it was not sealed for this use, was changed or expired. */
  @Nullable SaslState open(String sealed, String domain, SaslMechanism mechanism) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      return null;
    }
    if (bytes.length < HEAD_BYTES + TAG_BITS / Byte.SIZE || bytes[0] != VERSION) {
      return null;
    }
    byte[] head = Arrays.copyOf(bytes, HEAD_BYTES);
    byte[] box = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
    byte[] content = crypt(Cipher.DECRYPT_MODE, head, box, domain, mechanism);
    return content == null ? null : decode(content);
  }

  private byte @Nullable [] crypt(
      int mode, byte[] head, byte[] input, String domain, SaslMechanism mechanism) {
    byte[] keySalt = Arrays.copyOfRange(head, 1, 1 + KEY_SALT_BYTES);
    byte[] stateKey = ScramKeys.hmac(ScramHash.SHA_256, key, keySalt);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          mode,
          new SecretKeySpec(stateKey, "AES"),
          new GCMParameterSpec(TAG_BITS, head, 1 + KEY_SALT_BYTES, NONCE_BYTES));
      cipher.updateAAD(head, 0, 1);
      cipher.updateAAD((domain + '\0' + mechanism.name()).getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (AEADBadTagException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks AES-GCM", e);
    }
  }

  private static byte[] encode(SaslState state, Instant expiry) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(expiry.toEpochMilli());
      switch (state) {
        case SaslState.AwaitingInitial() -> out.writeByte(INITIAL);
        case SaslState.TokenRefused() -> out.writeByte(TOKEN_REFUSED);
        case SaslState.AwaitingProof proof -> {
          out.writeByte(PROOF);
          out.writeUTF(proof.account().bareText());
          out.writeUTF(proof.gs2Header());
          out.writeUTF(proof.clientFirstBare());
          out.writeUTF(proof.serverFirst());
          out.writeUTF(proof.nonce());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a SASL state does not fit", e);
    }
    return bytes.toByteArray();
  }

  private @Nullable SaslState decode(byte[] content) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
      Instant expiry = Instant.ofEpochMilli(in.readLong());
      if (!time.instant().isBefore(expiry)) {
        return null;
      }
      return switch (in.readByte()) {
        case INITIAL -> new SaslState.AwaitingInitial();
        case TOKEN_REFUSED -> new SaslState.TokenRefused();
        default ->
            new SaslState.AwaitingProof(
                Jid.ofEnforced(in.readUTF()),
                in.readUTF(),
                in.readUTF(),
                in.readUTF(),
                in.readUTF());
      };
    } catch (IOException e) {
      throw new UncheckedIOException("a SASL state that this service sealed is cut short", e);
    }
  }
}
