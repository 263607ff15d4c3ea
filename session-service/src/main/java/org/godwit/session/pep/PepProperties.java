package org.godwit.session.pep;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.godwit.session.xep0163_pep.PepLimits;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How much accounts may publish (XEP-0163).
 *
 * @param nodesMax nodes of one account, 1 to 100000; default 1000
 * @param itemsMax items of one node, also where it is configured for "max", 1 to 100000; default
 *     1000
 * @param itemMax size of a payload as XML, 1KB to 1MB; default 256KB. Must stay below {@code
 *     xmpp.bus.max-record}.
 * @param entitiesMax affiliations of one node, and its explicit subscriptions, 1 to 100000; default
 *     1000
 * @param answerMax size of the items in one answer, 1KB to 8MB; default 512KB; further ones have to
 *     be asked for (XEP-0059). Must stay below {@code xmpp.bus.max-record}.
 * @param interestsMax nodes that one resource may ask to be notified of, 1 to 1000; default 100
 * @param capabilitiesRemembered capabilities that are kept in memory, 0 to 1000000; default 10000
 */
@Validated
@ConfigurationProperties("xmpp.session.pep")
public record PepProperties(
    @DefaultValue("1000") @Min(1) @Max(100_000) int nodesMax,
    @DefaultValue("1000") @Min(1) @Max(100_000) int itemsMax,
    @DefaultValue("256KB") DataSize itemMax,
    @DefaultValue("1000") @Min(1) @Max(100_000) int entitiesMax,
    @DefaultValue("512KB") DataSize answerMax,
    @DefaultValue("100") @Min(1) @Max(1000) int interestsMax,
    @DefaultValue("10000") @Min(0) @Max(1_000_000) int capabilitiesRemembered) {

  /** Checks what annotations cannot say. */
  public PepProperties {
    within("xmpp.session.pep.item-max", itemMax, 1);
    within("xmpp.session.pep.answer-max", answerMax, 8);
  }

  private static void within(String key, DataSize size, int megabytes) {
    if (size.toBytes() < 1024 || size.toBytes() > DataSize.ofMegabytes(megabytes).toBytes()) {
      throw new IllegalArgumentException(
          key + " is " + size + "; allowed is 1KB to " + megabytes + "MB");
    }
  }

  PepLimits limits() {
    return new PepLimits(
        nodesMax, itemsMax, (int) itemMax.toBytes(), entitiesMax, (int) answerMax.toBytes());
  }
}
