package org.godwit.bus;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The names of all topics; {@code docs/topics.md} says what is in them. Pure; any thread. */
public final class Topics {

  /** What accounts' owners handle; key = bare JID of the account. */
  public static final String SESSION = "session";

  /** What rooms' owners handle; key = bare JID of the room, or the service's domain. */
  public static final String MUC = "muc";

  /** What channels' owners handle; key = bare JID of the channel, or the service's domain. */
  public static final String CHANNEL = "channel";

  /** State of the keys of {@link #SESSION}. */
  public static final String SESSION_STATE = "session-state";

  /** State of the keys of {@link #MUC}. */
  public static final String MUC_STATE = "muc-state";

  /** State of the keys of {@link #CHANNEL}. */
  public static final String CHANNEL_STATE = "channel-state";

  /** Records that could not be handled; see {@link DeadLetter}. */
  public static final String DEAD_LETTER = "dead-letter";

  /** Leases of gateways; key = id of the gateway; one partition. */
  public static final String GATEWAYS = "gateways";

  /**
   * Virtual hosts ({@link org.godwit.protocol.host.VirtualHosts}); key = the host's domain; one
   * partition.
   */
  public static final String VHOSTS = "vhosts";

  /** What session-service adds to the features of streams; key = virtual host; one partition. */
  public static final String HOST_FEATURES = "host-features";

  /** Failed logins, among instances of auth-service; key = who failed; one partition. */
  public static final String LOGIN_FAILURES = "login-failures";

  /** What auth-service tells of logins and of what administrators do; key = who. */
  public static final String EVENTS_AUTH = "events.auth.v1";

  /** What the name of a gateway's own topic begins with. */
  public static final String GATEWAY_PREFIX = "gateway.";

  private static final Pattern GATEWAY_ID = Pattern.compile("[a-zA-Z0-9._-]{1,200}");

  private static final Map<String, TopicKind> FIXED = fixed();

  private Topics() {}

  /**
   * Returns the name of the topic of gateway {@code id}.
   *
   * @throws IllegalArgumentException where the id is not 1 to 200 of {@code a-z A-Z 0-9 . _ -}
   */
  public static String gateway(String id) {
    if (!GATEWAY_ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "gateway id '" + id + "' is not 1 to 200 characters of a-z, A-Z, 0-9, '.', '_' and '-'");
    }
    return GATEWAY_PREFIX + id;
  }

  /** Returns the topics that exist once in an installation, and how each keeps its records. */
  public static Map<String, TopicKind> installed() {
    return FIXED;
  }

  private static Map<String, TopicKind> fixed() {
    Map<String, TopicKind> topics = new LinkedHashMap<>();
    topics.put(SESSION, TopicKind.LOG);
    topics.put(MUC, TopicKind.LOG);
    topics.put(CHANNEL, TopicKind.LOG);
    topics.put(SESSION_STATE, TopicKind.STATE);
    topics.put(MUC_STATE, TopicKind.STATE);
    topics.put(CHANNEL_STATE, TopicKind.STATE);
    topics.put(GATEWAYS, TopicKind.FOLLOWED);
    topics.put(VHOSTS, TopicKind.FOLLOWED);
    topics.put(HOST_FEATURES, TopicKind.FOLLOWED);
    topics.put(LOGIN_FAILURES, TopicKind.RECENT);
    topics.put(EVENTS_AUTH, TopicKind.EVENT);
    topics.put(DEAD_LETTER, TopicKind.DEAD_LETTER);
    return Collections.unmodifiableMap(topics);
  }
}
