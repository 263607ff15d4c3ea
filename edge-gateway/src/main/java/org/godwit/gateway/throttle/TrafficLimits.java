package org.godwit.gateway.throttle;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.gateway.throttle.TrafficLimit.Action;

/**
 * The limits of a connection in Tigase's form: {@code xmpp:2500:0:disc,bin:10m:0:disc}. Items in
 * any order; one that is absent sets no limit.
 *
 * @param xmpp of elements below the stream's root
 * @param bin of bytes, before TLS
 */
public record TrafficLimits(TrafficLimit xmpp, TrafficLimit bin) {
  private static final Pattern ITEM =
      Pattern.compile("(xmpp|bin):([0-9]{1,12}[kmg]?):([0-9]{1,12}[kmg]?):(disc|drop)");

  /**
   * Reads {@code text}.
   *
   * @param key what the text is the value of, for the error
   * @throws IllegalArgumentException where it has another form
   */
  public static TrafficLimits parse(String key, String text) {
    TrafficLimit xmpp = null;
    TrafficLimit bin = null;
    for (String item : text.toLowerCase(Locale.ROOT).split(",", -1)) {
      Matcher parts = ITEM.matcher(item.strip());
      if (!parts.matches()) {
        throw refused(key, text);
      }
      TrafficLimit limit =
          new TrafficLimit(
              number(parts.group(2)),
              number(parts.group(3)),
              Action.valueOf(parts.group(4).toUpperCase(Locale.ROOT)));
      if (parts.group(1).equals("xmpp")) {
        if (xmpp != null) {
          throw refused(key, text);
        }
        xmpp = limit;
      } else {
        if (bin != null) {
          throw refused(key, text);
        }
        bin = limit;
      }
    }
    return new TrafficLimits(
        xmpp == null ? TrafficLimit.NONE : xmpp, bin == null ? TrafficLimit.NONE : bin);
  }

  /** Reads a number; k, m and g are 1024, 1024² and 1024³. */
  private static long number(String text) {
    int last = text.length() - 1;
    int shift =
        switch (text.charAt(last)) {
          case 'k' -> 10;
          case 'm' -> 20;
          case 'g' -> 30;
          default -> 0;
        };
    return Long.parseLong(shift == 0 ? text : text.substring(0, last)) << shift;
  }

  private static IllegalArgumentException refused(String key, String text) {
    return new IllegalArgumentException(
        key
            + " is "
            + text
            + " but must be xmpp:PER_MINUTE:TOTAL:ACTION, bin:PER_MINUTE:TOTAL:ACTION or both with a"
            + " comma between; a number may end in k, m or g, 0 is no limit, an action is disc or"
            + " drop");
  }
}
