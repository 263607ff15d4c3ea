package org.godwit.benchmarks.load;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a load run does.
 *
 * @param mode kind of load
 * @param host address of the server
 * @param port its port for clients, 1 to 65535
 * @param domain its domain
 * @param roomsDomain domain of its rooms
 * @param password of all accounts, {@code u0} to {@code u<n-1>}
 * @param clients number of clients, at least 2
 * @param rooms number of rooms, among which clients are dealt in turn; without a meaning elsewhere
 * @param window messages under way per pair or room
 * @param rate messages per second in total; 0 means that {@code window} is the only bound
 * @param warmupSeconds what is not counted at the beginning
 * @param seconds what is counted
 * @param tls whether streams begin with STARTTLS (certificates are not checked)
 * @param managed whether streams are managed (XEP-0198)
 * @param pid server process whose CPU time is read from {@code /proc}; 0 for none
 */
record LoadOptions(
    Mode mode,
    String host,
    int port,
    String domain,
    String roomsDomain,
    String password,
    int clients,
    int rooms,
    int window,
    int rate,
    int warmupSeconds,
    int seconds,
    boolean tls,
    boolean managed,
    long pid) {

  static final String USAGE =
      """
      usage: load register|login|chat|room [--key=value ...]
        host=127.0.0.1 port=5222 domain=localhost rooms-domain=muc.<domain> password=load-password clients=200
        rooms=10 window=4 rate=0 warmup=20 seconds=10 tls=false sm=false pid=0
      register makes the accounts u0, u1, ... that the others use.\
      """;

  /** Kinds of load. */
  enum Mode {
    /** Accounts are made by in-band registration (XEP-0077). */
    REGISTER,
    /** Clients log in with SCRAM-SHA-1, bind and become available. */
    LOGIN,
    /** Client 2k writes to client 2k + 1. */
    CHAT,
    /** Occupants of rooms write in turn. */
    ROOM
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException where it is wrong; the message names key and value
   */
  static LoadOptions parse(String... args) {
    if (args.length == 0) {
      throw new IllegalArgumentException("mode is missing; allowed is register, login, chat, room");
    }
    Mode mode = mode(args[0]);
    Map<String, String> given = new HashMap<>();
    for (int i = 1; i < args.length; i++) {
      int equals = args[i].indexOf('=');
      if (!args[i].startsWith("--") || equals < 0) {
        throw new IllegalArgumentException("'" + args[i] + "' is not --key=value");
      }
      given.put(args[i].substring(2, equals), args[i].substring(equals + 1));
    }
    String domain = text(given, "domain", "localhost");
    LoadOptions options =
        new LoadOptions(
            mode,
            text(given, "host", "127.0.0.1"),
            number(given, "port", 5222, 1),
            domain,
            text(given, "rooms-domain", "muc." + domain),
            text(given, "password", "load-password"),
            number(given, "clients", 200, 2),
            number(given, "rooms", 10, 1),
            number(given, "window", 4, 1),
            number(given, "rate", 0, 0),
            number(given, "warmup", 20, 0),
            number(given, "seconds", 10, 1),
            Boolean.parseBoolean(text(given, "tls", "false")),
            Boolean.parseBoolean(text(given, "sm", "false")),
            number(given, "pid", 0, 0));
    if (!given.isEmpty()) {
      throw new IllegalArgumentException("'" + given.keySet().iterator().next() + "' is unknown");
    }
    return options;
  }

  private static Mode mode(String word) {
    try {
      return Mode.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "mode is '" + word + "'; allowed is register, login, chat, room", e);
    }
  }

  private static String text(Map<String, String> given, String key, String otherwise) {
    String value = given.remove(key);
    return value == null ? otherwise : value;
  }

  private static int number(Map<String, String> given, String key, int otherwise, int min) {
    String value = given.remove(key);
    int number;
    try {
      number = value == null ? otherwise : Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(key + " is '" + value + "', not a number", e);
    }
    if (number < min) {
      throw new IllegalArgumentException(
          key + " is " + number + "; allowed is " + min + " or more");
    }
    return number;
  }
}
