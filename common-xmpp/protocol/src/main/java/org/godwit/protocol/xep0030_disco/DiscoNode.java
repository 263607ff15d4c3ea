package org.godwit.protocol.xep0030_disco;

import java.util.List;
import java.util.Set;
import org.godwit.protocol.xml.XmlElement;

/**
 * A node of an entity (XEP-0030, section 3.2 and 4.2).
 *
 * @param identities what it is; at least one
 * @param features its features beside disco#info and disco#items
 * @param forms extended information (XEP-0128)
 * @param items its items
 */
public record DiscoNode(
    List<DiscoIdentity> identities,
    Set<String> features,
    List<XmlElement> forms,
    List<DiscoItem> items) {

  /** Copies the collections. */
  public DiscoNode {
    identities = List.copyOf(identities);
    features = Set.copyOf(features);
    forms = List.copyOf(forms);
    items = List.copyOf(items);
  }
}
