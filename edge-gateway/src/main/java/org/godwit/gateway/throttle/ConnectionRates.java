package org.godwit.gateway.throttle;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many connections may come in one second at each port, in Tigase's form: {@code
 * 5222:500,5223:50}.
 *
 * @param perSecond by port
 */
public record ConnectionRates(Map<Integer, Integer> perSecond) {
  /** What holds for a port that is not named. */
  public static final int OTHERS = 500;

  private static final Pattern ITEM = Pattern.compile("([0-9]{1,5}):([0-9]{1,7})");
  private static final int PORT_MAX = 65_535;

  /** Takes a copy. */
  public ConnectionRates {
    perSecond = Map.copyOf(perSecond);
  }

  /**
   * Reads {@code text}; an empty one names no port.
   *
   * @param key what the text is the value of, for the error
   * @throws IllegalArgumentException where it has another form
   */
  public static ConnectionRates parse(String key, String text) {
    Map<Integer, Integer> rates = new HashMap<>();
    for (String item : text.isBlank() ? new String[0] : text.split(",", -1)) {
      Matcher parts = ITEM.matcher(item.strip());
      if (!parts.matches() || Integer.parseInt(parts.group(1)) > PORT_MAX) {
        throw new IllegalArgumentException(
            key
                + " is "
                + text
                + " but must be PORT:PER_SECOND with commas between; 0 per second is no limit");
      }
      rates.put(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
    }
    return new ConnectionRates(rates);
  }

  /** Returns the gate of {@code port}, which all its event loops share. */
  public ConnectionGate gate(int port) {
    return new ConnectionGate(perSecond.getOrDefault(port, OTHERS));
  }
}
