package org.godwit.gateway.bosh;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What client and server agreed on when a session began (XEP-0124, section 7).
 *
 * @param waitSeconds how long a request may be held, 0 for not at all
 * @param hold how many requests are held, 0 for none
 * @param requests how many requests may be unanswered at once
 * @param pollingSeconds how far apart empty requests must be where none is held
 * @param inactivitySeconds how long a session may be without a request
 * @param pauseSecondsMax how long a client may ask to be silent
 * @param acks whether the client says which answers it has got
 * @param version the version of BOSH; null where the client named none
 * @param contentType content type of all answers
 */
public record BoshTerms(
    int waitSeconds,
    int hold,
    int requests,
    int pollingSeconds,
    int inactivitySeconds,
    int pauseSecondsMax,
    boolean acks,
    @Nullable String version,
    String contentType) {
  private static final String DEFAULT_CONTENT = "text/xml; charset=utf-8";
  private static final int MINOR_VERSION = 11;

  /** Returns what holds for a session that {@code body} begins. */
  public static BoshTerms of(BoshBody body, BoshProperties properties) {
    int wait = atMost(body.number("wait"), properties.waitMax());
    int hold = (int) Math.min(properties.holdMax(), or(body.number("hold"), 1));
    boolean polls = wait == 0 || hold == 0;
    int inactivity = (int) properties.inactivity().toSeconds();
    return new BoshTerms(
        wait,
        hold,
        hold + 1,
        (int) properties.polling().toSeconds(),
        polls ? 2 * inactivity : inactivity,
        (int) properties.pauseMax().toSeconds(),
        "1".equals(body.attribute("ack")),
        version(body.attribute("ver")),
        content(body.attribute("content")));
  }

  /** Tells whether the client asks again and again instead of waiting (section 12). */
  public boolean isPolling() {
    return waitSeconds == 0 || hold == 0;
  }

  private static int atMost(long wish, Duration max) {
    return (int) Math.min(or(wish, max.toSeconds()), max.toSeconds());
  }

  private static long or(long number, long otherwise) {
    return number == BoshBody.NONE ? otherwise : number;
  }

  /** Section 7.2: the lower of both versions. */
  private static @Nullable String version(@Nullable String wish) {
    if (wish == null) {
      return null;
    }
    String[] parts = wish.split("\\.", -1);
    boolean isOlder =
        parts.length == 2
            && parts[0].equals("1")
            && parts[1].matches("[0-9]{1,2}")
            && Integer.parseInt(parts[1]) < MINOR_VERSION;
    return isOlder ? wish : "1." + MINOR_VERSION;
  }

  /** The client names a header of our answers: only plain types, and never one with a script. */
  private static String content(@Nullable String wish) {
    return wish != null && wish.matches("(text|application)/(xml|plain)(; ?charset=utf-8)?")
        ? wish
        : DEFAULT_CONTENT;
  }
}
