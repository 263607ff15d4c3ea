package org.godwit.it.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.ServerAddress;

/**
 * A client with stream management (XEP-0198) that does nothing by itself: it acknowledges, asks and
 * resumes when a test says so. One thread.
 */
final class ManagedClient implements AutoCloseable {

  private static final String SM = "xmlns='urn:xmpp:sm:3'";
  private static final Pattern BODY = Pattern.compile("<body>([^<]*)</body>");
  private static final Pattern ID = Pattern.compile(" id=[\"']([^\"']*)[\"']");
  private static final Pattern H = Pattern.compile(" h=[\"'](\\d+)[\"']");
  private static final Pattern STANZA =
      Pattern.compile("</message>|</iq>|<iq [^>]*/>|</presence>|<presence[^>]*/>");

  private final String user;
  private final List<String> sent = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private String previd = "";
  private RawStream stream;
  private long handled;

  private ManagedClient(String user, RawStream stream) {
    this.user = user;
    this.stream = stream;
  }

  /** Binds, turns stream management on and becomes available, which is acknowledged. */
  static ManagedClient online(ServerAddress server, String user) throws IOException {
    ManagedClient client = new ManagedClient(user, RawStream.bound(server, user, "phone"));
    client.stream.send("<enable " + SM + " resume='true'/>");
    client.stream.expect("<enabled");
    Matcher id = ID.matcher(client.stream.expect("/>"));
    if (!id.find()) {
      throw new AssertionError("a stream that cannot be resumed");
    }
    client.previd = id.group(1);
    client.send("<presence/>");
    client.ask();
    client.acknowledged();
    return client;
  }

  /** Sends a stanza, which counts. */
  void send(String stanza) throws IOException {
    sent.add(stanza);
    stream.send(stanza);
  }

  /** Sends a message to a user. */
  void chat(String to, String body) throws IOException {
    send("<message to='" + to + "@localhost' type='chat'><body>" + body + "</body></message>");
  }

  /** Asks how many of its stanzas are handled. */
  void ask() throws IOException {
    stream.send("<r " + SM + "/>");
  }

  /** Waits for an acknowledgement and returns its count. */
  long acknowledged() throws IOException {
    take(stream.expect("<a "));
    return h(stream.expect("/>"));
  }

  /** Takes stanzas to a message with this body; tells whether a count came before it. */
  boolean isAcknowledgedBefore(String body) throws IOException {
    String seen = stream.expect("<body>" + body + "</body>");
    take(seen + stream.expect("</message>"));
    return seen.contains("<a ");
  }

  /** Tells the server that it has handled {@code count} stanzas. */
  void acknowledge(long count) throws IOException {
    stream.send("<a " + SM + " h='" + count + "'/>");
  }

  /** Returns how many stanzas it has taken. */
  long handled() {
    return handled;
  }

  /** Takes stanzas until one contains {@code text}. */
  void await(String text) throws IOException {
    String seen = stream.expect(text);
    take(seen + stream.expect(">"));
  }

  /** Takes what is there until a message with this body has come to its end. */
  void awaitBody(String body) throws IOException {
    take(stream.expect("<body>" + body + "</body>") + stream.expect("</message>"));
  }

  private void take(String text) {
    handled += STANZA.matcher(text).results().count();
    BODY.matcher(text).results().map(match -> match.group(1)).forEach(bodies::add);
  }

  /** Behaves as if it had not got these. */
  void forget(List<String> lost) {
    bodies.removeAll(lost);
  }

  /** Returns the bodies that it has got, in order. */
  List<String> bodies() {
    return List.copyOf(bodies);
  }

  /** Loses its connection. */
  void cut() throws IOException {
    stream.close();
  }

  /** Resumes on {@code server}, sends again what that has not handled; returns its count. */
  long resume(ServerAddress server, long h) throws IOException {
    stream = RawStream.authenticated(server, user);
    stream.send(RawStream.HEADER);
    stream.expect("</stream:features>");
    handled = h;
    stream.send("<resume " + SM + " h='" + h + "' previd='" + previd + "'/>");
    stream.expect("<resumed");
    long in = h(stream.expect("/>"));
    for (String stanza : sent.subList((int) in, sent.size())) {
      stream.send(stanza);
    }
    return in;
  }

  private static long h(String text) {
    return H.matcher(text)
        .results()
        .map((MatchResult match) -> Long.parseLong(match.group(1)))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no count in " + text));
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
