package org.godwit.auth.sasl;

import java.util.List;
import java.util.stream.Stream;
import org.godwit.auth.credential.ScramHash;
import org.jspecify.annotations.Nullable;

/** A SASL mechanism that this service can do. */
public enum SaslMechanism {
  /** RFC 4422, appendix A: the certificate of the TLS connection says who the client is. */
  EXTERNAL("EXTERNAL", Family.EXTERNAL, null, null),
  /** SCRAM with SHA-512 and channel binding. */
  SCRAM_SHA_512_PLUS("SCRAM-SHA-512-PLUS", Family.SCRAM_PLUS, ScramHash.SHA_512, null),
  /** RFC 7677, with channel binding. */
  SCRAM_SHA_256_PLUS("SCRAM-SHA-256-PLUS", Family.SCRAM_PLUS, ScramHash.SHA_256, null),
  /** RFC 5802, with channel binding. */
  SCRAM_SHA_1_PLUS("SCRAM-SHA-1-PLUS", Family.SCRAM_PLUS, ScramHash.SHA_1, null),
  /** SCRAM with SHA-512; every account has the keys for it. */
  SCRAM_SHA_512("SCRAM-SHA-512", Family.SCRAM, ScramHash.SHA_512, null),
  /** RFC 7677. */
  SCRAM_SHA_256("SCRAM-SHA-256", Family.SCRAM, ScramHash.SHA_256, null),
  /** RFC 5802. */
  SCRAM_SHA_1("SCRAM-SHA-1", Family.SCRAM, ScramHash.SHA_1, null),
  /** RFC 4616. */
  PLAIN("PLAIN", Family.PLAIN, null, null),
  /** RFC 7628: a token of an authorization server. */
  OAUTHBEARER("OAUTHBEARER", Family.OAUTHBEARER, null, null),
  /** RFC 4505: nobody in particular. */
  ANONYMOUS("ANONYMOUS", Family.ANONYMOUS, null, null),
  /** XEP-0484: a token that this service made, bound to the TLS connection. */
  HT_SHA_256_EXPR("HT-SHA-256-EXPR", Family.HASHED_TOKEN, null, "tls-exporter"),
  /** XEP-0484: a token that this service made, bound to the server's certificate. */
  HT_SHA_256_ENDP("HT-SHA-256-ENDP", Family.HASHED_TOKEN, null, "tls-server-end-point"),
  /** XEP-0484: a token that this service made, bound to nothing. */
  HT_SHA_256_NONE("HT-SHA-256-NONE", Family.HASHED_TOKEN, null, null);

  /** How a mechanism works, apart from hash and channel binding. */
  enum Family {
    EXTERNAL,
    SCRAM,
    SCRAM_PLUS,
    PLAIN,
    OAUTHBEARER,
    ANONYMOUS,
    HASHED_TOKEN
  }

  private final String registeredName;
  private final Family family;
  private final @Nullable ScramHash scramHash;
  private final @Nullable String tokenBinding;

  SaslMechanism(
      String registeredName,
      Family family,
      @Nullable ScramHash scramHash,
      @Nullable String tokenBinding) {
    this.registeredName = registeredName;
    this.family = family;
    this.scramHash = scramHash;
    this.tokenBinding = tokenBinding;
  }

  /** Returns the name that IANA registered, as it stands on the wire. */
  public String registeredName() {
    return registeredName;
  }

  Family family() {
    return family;
  }

  /** Returns the hash of a SCRAM mechanism, or null for another. */
  @Nullable ScramHash scramHash() {
    return scramHash;
  }

  /** Returns the type of channel that a token is bound to, or null for none. */
  @Nullable String tokenBinding() {
    return tokenBinding;
  }

  /** Returns the mechanism whose switch holds for this one: SCRAM's with and without binding. */
  SaslMechanism choice() {
    return switch (this) {
      case SCRAM_SHA_512_PLUS -> SCRAM_SHA_512;
      case SCRAM_SHA_256_PLUS -> SCRAM_SHA_256;
      case SCRAM_SHA_1_PLUS -> SCRAM_SHA_1;
      default -> this;
    };
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

  /** Returns the registered names of those that an operator may list. */
  static List<String> choices() {
    return Stream.of(values())
        .filter(mechanism ->
            switch (mechanism.family) {
              case EXTERNAL, SCRAM, PLAIN -> true;
              case SCRAM_PLUS, OAUTHBEARER, ANONYMOUS, HASHED_TOKEN -> false;
            })
        .map(SaslMechanism::registeredName)
        .toList();
  }
}
