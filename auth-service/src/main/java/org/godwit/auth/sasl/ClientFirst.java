package org.godwit.auth.sasl;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A SCRAM client's first message (RFC 5802, section 7).
 *
 * @param gs2Header the GS2 header, with its last comma
 * @param authzid the address to act as, or null
 * @param bare the message behind the header
 * @param username the decoded name
 * @param nonce the client's nonce
 */
record ClientFirst(
    String gs2Header, @Nullable String authzid, String bare, String username, String nonce) {

  static Reading<ClientFirst> read(byte[] data) {
    String text = SaslText.utf8(data);
    if (text == null) {
      return Reading.malformed("The message is not UTF-8.");
    }
    int flagEnd = text.indexOf(',');
    int headerEnd = flagEnd < 0 ? -1 : text.indexOf(',', flagEnd + 1);
    if (headerEnd < 0) {
      return Reading.malformed("The GS2 header is incomplete.");
    }
    String flag = text.substring(0, flagEnd);
    if (flag.startsWith("p=")) {
      return Reading.malformed("This mechanism has no channel binding.");
    }
    // "y" says that the client would bind to a channel if it were offered, which it is not.
    if (!flag.equals("n") && !flag.equals("y")) {
      return Reading.malformed("The GS2 flag is unknown.");
    }
    String authzidPart = text.substring(flagEnd + 1, headerEnd);
    String authzid = null;
    if (!authzidPart.isEmpty()) {
      authzid = authzidPart.startsWith("a=") ? SaslText.saslname(authzidPart.substring(2)) : null;
      if (authzid == null) {
        return Reading.malformed("The authorization identity is malformed.");
      }
    }
    return readBare(text.substring(0, headerEnd + 1), authzid, text.substring(headerEnd + 1));
  }

  private static Reading<ClientFirst> readBare(
      String gs2Header, @Nullable String authzid, String bare) {
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
    return new Reading.Valid<>(new ClientFirst(gs2Header, authzid, bare, username, nonce));
  }

  @Override
  public String toString() {
    return "ClientFirst";
  }
}
