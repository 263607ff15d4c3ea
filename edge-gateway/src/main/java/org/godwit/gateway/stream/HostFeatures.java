package org.godwit.gateway.stream;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.godwit.bus.StateListener;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;

/**
 * What session-service adds to the features of authenticated streams, per virtual host, such as its
 * capabilities (XEP-0115, section 6.3). Read from topic {@code host-features}; nothing of a host
 * until its record was read. Any thread.
 */
public final class HostFeatures implements StateListener {

  private final Map<String, List<XmlElement>> byHost = new ConcurrentHashMap<>();

  /** Takes the features of a host: {@code <stream:features/>}; null where it has none any more. */
  @Override
  public void onState(String host, byte @Nullable [] value) {
    if (value == null) {
      byHost.remove(host);
    } else {
      try {
        byHost.put(host, XmlReader.parse(value).elements());
      } catch (XmlException e) {
        throw new IllegalArgumentException("the features of a host cannot be read", e);
      }
    }
  }

  /** Returns the features of streams of {@code host}. */
  public List<XmlElement> of(String host) {
    return byHost.getOrDefault(host, List.of());
  }
}
