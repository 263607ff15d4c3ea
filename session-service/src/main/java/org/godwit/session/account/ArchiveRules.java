package org.godwit.session.account;

import java.util.List;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.jspecify.annotations.Nullable;

/**
 * Which messages an account's archive keeps (XEP-0313, section 6.1.1; XEP-0334), and under which
 * id. Pure.
 */
final class ArchiveRules {

  private static final int FORBIDDEN =
      StanzaTrait.NO_STORE.bit() | StanzaTrait.NO_PERMANENT_STORE.bit() | StanzaTrait.COPY.bit();

  private static final int CONTENT = StanzaTrait.BODY.bit() | StanzaTrait.STORE.bit();

  /** What belongs to a conversation without a body: answers to, and changes of, its messages. */
  private static final List<byte[]> CONVERSATION =
      List.of(
          StanzaEdits.bytes("urn:xmpp:receipts"),
          StanzaEdits.bytes("urn:xmpp:chat-markers:0"),
          StanzaEdits.bytes("urn:xmpp:reactions:0"),
          StanzaEdits.bytes("urn:xmpp:message-retract:"),
          StanzaEdits.bytes("urn:xmpp:message-correct:0"),
          StanzaEdits.bytes("urn:xmpp:message-attaching:1"),
          StanzaEdits.bytes("urn:xmpp:fasten:0"),
          StanzaEdits.bytes("urn:xmpp:jingle-message:0"),
          StanzaEdits.bytes("urn:xmpp:call-invites:0"),
          StanzaEdits.bytes("urn:xmpp:eme:0"),
          StanzaEdits.bytes("urn:xmpp:omemo:"),
          StanzaEdits.bytes("urn:xmpp:openpgp:0"),
          StanzaEdits.bytes("eu.siacs.conversations.axolotl"),
          StanzaEdits.bytes("jabber:x:encrypted"),
          StanzaEdits.bytes("jabber:x:conference"),
          StanzaEdits.bytes("jabber:x:oob"),
          StanzaEdits.bytes("http://jabber.org/protocol/muc#user"));

  private final ArchiveSettings settings;

  ArchiveRules(ArchiveSettings settings) {
    this.settings = settings;
  }

  boolean isEnabled() {
    return settings.enabled();
  }

  /** Tells whether a message is archived: what says something, but no chat states alone. */
  boolean isArchived(StanzaHead head, byte[] stanza, Env env) {
    if (!settings.enabled()
        || env.key().length() > OfflineRow.ACCOUNT_CHARS_MAX
        || (head.type() != StanzaType.CHAT && head.type() != StanzaType.NORMAL)
        || (head.traits() & FORBIDDEN) != 0) {
      return false;
    }
    return (head.traits() & CONTENT) != 0
        || (head.has(StanzaTrait.OTHER_PAYLOAD) && isConversation(stanza));
  }

  private static boolean isConversation(byte[] stanza) {
    for (byte[] namespace : CONVERSATION) {
      if (StanzaEdits.contains(stanza, namespace)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the id of the message of {@code input}. */
  String id(StanzaInput input) {
    return ArchiveId.of(input.record(), input.stanza(), 0, settings.generation());
  }

  /**
   * Returns the message as the account's clients and its archive get it: with the archive's id,
   * without forged ones.
   *
   * @param id the id; null where it is not archived
   */
  StanzaInput marked(StanzaInput input, @Nullable String id, Env env) {
    byte[] stanza = input.stanza();
    if (id != null) {
      return input.with(StanzaEdits.withStanzaId(stanza, env.account(), id));
    }
    boolean forged =
        settings.enabled()
            && input.head().has(StanzaTrait.OTHER_PAYLOAD)
            && StanzaEdits.mayHaveStanzaId(stanza, env.account());
    return forged ? input.with(StanzaEdits.withoutStanzaId(stanza, env.account())) : input;
  }

  /** Returns what archives the message. */
  static Effect persist(StanzaInput marked, String id, Jid peer, Env env) {
    return new Effect.PersistArchive(
        new ArchiveRow(env.key(), id, peer, marked.record().timestampMs(), marked.stanza()));
  }
}
