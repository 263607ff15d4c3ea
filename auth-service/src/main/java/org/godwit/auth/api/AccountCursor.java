package org.godwit.auth.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** The cursor of a list of accounts: the last account of the page, opaque to who asks. */
final class AccountCursor {

  private AccountCursor() {}

  static String of(Jid last) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(last.bareText().getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the account behind which to go on, or null where {@code cursor} is none of ours. */
  static @Nullable Jid read(String cursor) {
    try {
      Jid jid =
          Jid.parse(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
      return jid != null && jid.isBare() && jid.local() != null ? jid : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
