package org.godwit.session.xep0054_vcard;

import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;

/** Keeps vCards. Any thread; never blocks. */
public interface VcardStore {

  /** Returns the vCard of {@code account}, a bare JID; empty where it has none. */
  CompletionStage<Optional<XmlElement>> find(Jid account);

  /** Keeps {@code vcard} in the place of what was there. */
  CompletionStage<Void> save(Jid account, XmlElement vcard);
}
