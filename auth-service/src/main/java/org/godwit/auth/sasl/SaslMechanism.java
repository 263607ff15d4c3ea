package org.godwit.auth.sasl;

import java.util.List;
import java.util.stream.Stream;
import org.godwit.auth.credential.ScramHash;
import org.jspecify.annotations.Nullable;

/** A SASL mechanism that this service can do. */
public enum SaslMechanism {
  /** SCRAM with SHA-512; every account has the keys for it. */
  SCRAM_SHA_512("SCRAM-SHA-512", ScramHash.SHA_512),
  /** RFC 7677. */
  SCRAM_SHA_256("SCRAM-SHA-256", ScramHash.SHA_256),
  /** RFC 5802. */
  SCRAM_SHA_1("SCRAM-SHA-1", ScramHash.SHA_1),
  /** RFC 4616. */
  PLAIN("PLAIN", null);

  private final String registeredName;
  private final @Nullable ScramHash scramHash;

  SaslMechanism(String registeredName, @Nullable ScramHash scramHash) {
    this.registeredName = registeredName;
    this.scramHash = scramHash;
  }

  /** Returns the name that IANA registered, as it stands on the wire. */
  public String registeredName() {
    return registeredName;
  }

  /** Returns the hash of a SCRAM mechanism, or null for PLAIN. */
  @Nullable ScramHash scramHash() {
    return scramHash;
  }

  /** Returns the mechanism of that registered name, or null where there is none. */
  public static @Nullable SaslMechanism of(String registeredName) {
    for (SaslMechanism mechanism : values()) {
      if (mechanism.registeredName.equals(registeredName)) {
        return mechanism;
      }
    }
    return null;
  }

  /** Returns all registered names. */
  static List<String> registeredNames() {
    return Stream.of(values()).map(SaslMechanism::registeredName).toList();
  }
}
