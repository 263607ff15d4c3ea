package org.godwit.auth.sasl;

import java.util.List;

/**
 * A SCRAM client's first message (RFC 5802, section 7).
 *
 * @param header the GS2 header
 * @param bare the message behind the header
 * @param username the decoded name
 * @param nonce the client's nonce
 */
record ClientFirst(Gs2Header header, String bare, String username, String nonce) {

  static Reading<ClientFirst> read(byte[] data) {
    String text = SaslText.utf8(data);
    if (text == null) {
      return Reading.malformed("The message is not UTF-8.");
    }
    return switch (Gs2Header.read(text)) {
      case Reading.Refused<Gs2Header>(SaslStep.Failure failure) -> new Reading.Refused<>(failure);
      case Reading.Valid<Gs2Header>(Gs2Header header) ->
          readBare(header, text.substring(header.text().length()));
    };
  }

  private static Reading<ClientFirst> readBare(Gs2Header header, String bare) {
    List<String> parts = ScramAttributes.split(bare);
    if (parts.getFirst().startsWith("m=")) {
      return Reading.malformed("No mandatory extension is known.");
    }
    if (parts.size() < 2 || !parts.get(0).startsWith("n=") || !parts.get(1).startsWith("r=")) {
      return Reading.malformed("A name and a nonce are expected.");
    }
    String username = SaslText.saslname(parts.get(0).substring(2));
    String nonce = parts.get(1).substring(2);
    if (username == null) {
      return Reading.malformed("The name is malformed.");
    }
    if (!ScramAttributes.isNonce(nonce)) {
      return Reading.malformed("The nonce is malformed.");
    }
    if (!ScramAttributes.areExtensions(parts.subList(2, parts.size()))) {
      return Reading.malformed("An extension is malformed.");
    }
    return new Reading.Valid<>(new ClientFirst(header, bare, username, nonce));
  }

  @Override
  public String toString() {
    return "ClientFirst";
  }
}
