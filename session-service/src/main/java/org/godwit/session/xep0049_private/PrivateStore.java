package org.godwit.session.xep0049_private;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;

/** Keeps elements that only their owner sees. Any thread; never blocks. */
public interface PrivateStore {

  /** Returns the element of {@code account} with this name; empty where there is none. */
  CompletionStage<Optional<XmlElement>> find(Jid account, XmlName name);

  /**
   * Keeps {@code elements}, each in the place of the one with its name.
   *
   * @param elementsMax how many elements the account may have then
   * @return whether there was room; where there was not, nothing has changed
   */
  CompletionStage<Boolean> save(Jid account, List<XmlElement> elements, int elementsMax);
}
