package org.godwit.gateway.redirect;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which gateway is chosen. Pure; gateways are named by their ids. */
final class RedirectRules {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private RedirectRules() {}

  /**
   * Returns the gateway with the highest score for {@code account} (rendezvous hashing): one that
   * comes or goes changes the choice only of those accounts that it takes or had. Null for none.
   */
  static @Nullable String byHash(String account, Collection<String> gateways) {
    String best = null;
    long highest = 0;
    for (String gateway : gateways) {
      long score = score(gateway, account);
      if (best == null || score > highest || (score == highest && gateway.compareTo(best) < 0)) {
        best = gateway;
        highest = score;
      }
    }
    return best;
  }

  /**
   * Returns the gateway with the fewest streams, of several the first by id; null for none.
   *
   * @param streams streams by gateway
   */
  static @Nullable String byStreams(Map<String, Integer> streams) {
    String best = null;
    int fewest = 0;
    for (Map.Entry<String, Integer> each : streams.entrySet()) {
      int count = each.getValue();
      if (best == null
          || count < fewest
          || (count == fewest && each.getKey().compareTo(best) < 0)) {
        best = each.getKey();
        fewest = count;
      }
    }
    return best;
  }

  /**
   * Tells whether {@code own} streams are so many that clients go where there are {@code least}.
   */
  static boolean isWorthwhile(int own, int least, int slackPercent) {
    return own - least > Math.max(1, (long) own * slackPercent / 100);
  }

  /** FNV-1a, with the end of MurmurHash3, because alike texts must not have alike scores. */
  private static long score(String gateway, String account) {
    long hash = FNV_OFFSET;
    for (byte b : (gateway + '\0' + account).getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }
}
