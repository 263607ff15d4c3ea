package org.godwit.session.xep0115_caps;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.session.account.Capabilities;
import org.godwit.session.account.CapsHash;
import org.godwit.session.userdata.BlockingCalls;
import org.godwit.session.xep0163_pep.LatestItems;

/**
 * Capabilities that resources have proven, in memory and in the database, so that each is asked for
 * once in an installation (XEP-0115, section 6.2). Any thread; never blocks.
 */
public final class KnownCapabilities implements Capabilities {

  private static final String DISCO_INFO = "http://jabber.org/protocol/disco#info";
  private static final String NOTIFY = "+notify";
  private static final int NODE_CHARS_MAX = 1023;

  private final CapsStore store;
  private final LatestItems latest;
  private final BlockingCalls calls;
  private final int nodesMax;
  private final Cache<CapsHash, List<String>> known;

  /**
   * Creates it.
   *
   * @param store keeps what was proven
   * @param latest finds last items
   * @param calls runs what may block
   * @param nodesMax how many nodes a resource may ask for; more are left out
   * @param remembered how many capabilities stay in memory
   */
  public KnownCapabilities(
      CapsStore store, LatestItems latest, BlockingCalls calls, int nodesMax, int remembered) {
    this.store = store;
    this.latest = latest;
    this.calls = calls;
    this.nodesMax = nodesMax;
    this.known = Caffeine.newBuilder().maximumSize(remembered).build();
  }

  @Override
  public CompletionStage<Optional<List<String>>> interests(CapsHash caps) {
    List<String> remembered = known.getIfPresent(caps);
    if (remembered != null) {
      return CompletableFuture.completedFuture(Optional.of(remembered));
    }
    if (caps.hash().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return calls.call(() -> {
      Optional<List<String>> found = store.find(caps);
      found.ifPresent(nodes -> known.put(caps, nodes));
      return found;
    });
  }

  @Override
  public CompletionStage<List<String>> learned(CapsHash caps, XmlElement iq) {
    XmlElement query = iq.child(DISCO_INFO, "query");
    if (query == null || !"result".equals(iq.attribute("type"))) {
      return CompletableFuture.completedFuture(List.of());
    }
    List<String> nodes = nodes(query);
    if (!caps.ver().equals(VerificationString.of(query, caps.hash()))) {
      // Section 5.4: what is not proven is true of this resource alone.
      return CompletableFuture.completedFuture(nodes);
    }
    known.put(caps, nodes);
    return calls.call(() -> {
      store.save(caps, nodes);
      return nodes;
    });
  }

  private List<String> nodes(XmlElement query) {
    List<String> nodes = new ArrayList<>();
    for (XmlElement child : query.elements()) {
      String feature = child.attribute("var");
      if (nodes.size() < nodesMax
          && child.localName().equals("feature")
          && feature != null
          && feature.endsWith(NOTIFY)
          && feature.length() <= NODE_CHARS_MAX) {
        nodes.add(feature.substring(0, feature.length() - NOTIFY.length()));
      }
    }
    return List.copyOf(nodes);
  }

  @Override
  public CompletionStage<List<OutgoingStanza>> latest(Jid resource, List<String> nodes) {
    return nodes.isEmpty()
        ? CompletableFuture.completedFuture(List.of())
        : calls.call(() -> latest.of(resource, nodes));
  }
}
