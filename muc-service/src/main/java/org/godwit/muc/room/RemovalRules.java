package org.godwit.muc.room;

import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/** What becomes of an account's affiliation when the account is removed. Pure. */
public final class RemovalRules {

  /** The server's own requests. */
  public static final String NAMESPACE = "urn:godwit:admin";

  /** The request; its attribute {@code account} is a bare JID. */
  public static final String ELEMENT = "account-removed";

  private RemovalRules() {}

  /**
   * The account's own host says that it is gone. A room whose only owner it was goes on without
   * one.
   */
  static void removed(Decision d, XmlElement request) {
    Jid account = accountOf(d.in().from(), request);
    if (account == null) {
      d.error(StanzaErrorCondition.SERVICE_UNAVAILABLE, "The room does not know this request.");
      return;
    }
    AdminRules.affiliate(d, account, null, Notice.NONE);
    d.answerCommitted();
  }

  /**
   * Returns the account that {@code sender} may say is gone, or null. A client's address has a
   * localpart, which its gateway vouches for.
   */
  public static @Nullable Jid accountOf(Jid sender, XmlElement request) {
    String text = request.attribute("account");
    Jid account = text == null ? null : Jid.parse(text);
    return account != null
            && account.local() != null
            && account.isBare()
            && sender.isDomain()
            && sender.domain().equals(account.domain())
        ? account
        : null;
  }
}
