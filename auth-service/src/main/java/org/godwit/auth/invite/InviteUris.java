package org.godwit.auth.invite;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** Invitations as the invited get them (XEP-0401, sections 5.1 and 5.4; RFC 5122). Any thread. */
public final class InviteUris {

  private static final String UNRESERVED =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~!$()*+,=";

  private final @Nullable String landing;

  InviteUris(InviteProperties properties) {
    this.landing = properties.landingUrl();
  }

  /** Returns the {@code xmpp:} URI of an invitation and its token. */
  public String uri(Invite invite, String token) {
    Jid inviter = invite.inviter();
    if (invite.contact() && inviter != null && invite.username() == null) {
      return "xmpp:"
          + encoded(String.valueOf(inviter.local()))
          + '@'
          + inviter.domain()
          + "?roster;preauth="
          + token
          + ";ibr=y";
    }
    String address =
        invite.username() == null
            ? invite.domain()
            : encoded(invite.username()) + '@' + invite.domain();
    return "xmpp:" + address + "?register;preauth=" + token;
  }

  /** Returns where a browser goes; null where nothing is configured. */
  public @Nullable String landing(Invite invite, String token) {
    return landing == null
        ? null
        : landing.replace("{token}", token).replace("{domain}", invite.domain());
  }

  private static String encoded(String localpart) {
    StringBuilder text = new StringBuilder();
    for (byte each : localpart.getBytes(StandardCharsets.UTF_8)) {
      if (each > 0 && UNRESERVED.indexOf(each) >= 0) {
        text.append((char) each);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", each & 0xff));
      }
    }
    return text.toString();
  }
}
