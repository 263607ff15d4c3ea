package org.godwit.it.room;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.godwit.it.client.RawStream;
import org.godwit.it.server.ServerAddress;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.jspecify.annotations.Nullable;

/** A client that sends and receives stanzas for one room as they stand on the wire. One thread. */
final class RoomUser implements AutoCloseable {

  static final String USER = "http://jabber.org/protocol/muc#user";
  static final String ERRORS = "urn:ietf:params:xml:ns:xmpp-stanzas";

  private static final int SKIPPED_MAX = 1000;

  private final RawStream stream;
  private final String user;
  private final String resource;
  private final String room;
  private int asked;

  private RoomUser(RawStream stream, String user, String resource, String room) {
    this.stream = stream;
    this.user = user;
    this.resource = resource;
    this.room = room;
  }

  /** Logs in {@code user}, an account with its name as password, and is available. */
  static RoomUser online(ServerAddress server, String user, String resource, String room)
      throws IOException {
    RawStream stream = RawStream.bound(server, user, resource);
    stream.send("<presence/>");
    return new RoomUser(stream, user, resource, room);
  }

  /** Returns the full JID. */
  String jid() {
    return bare() + '/' + resource;
  }

  /** Returns the bare JID. */
  String bare() {
    return user + "@localhost";
  }

  /** Sends text. */
  void send(String xml) throws IOException {
    stream.send(xml);
  }

  /** Enters as {@code nick} and returns all that came up to and with the room's subject. */
  List<XmlElement> enter(String nick) throws IOException {
    return enter(nick, "");
  }

  /** Enters with {@code inside} in the element of joining. */
  List<XmlElement> enter(String nick, String inside) throws IOException {
    ask(nick, inside);
    return until(each -> name(each).equals("message") && child(each, "subject") != null);
  }

  /** Asks to enter as {@code nick}. */
  void ask(String nick, String inside) throws IOException {
    send(
        "<presence to='"
            + room
            + '/'
            + nick
            + "'><x xmlns='http://jabber.org/protocol/muc'>"
            + inside
            + "</x></presence>");
  }

  /** Enters a new room as {@code nick} and accepts its configuration as it is. */
  void create(String nick) throws IOException {
    create(nick, "");
  }

  /** Enters a new room as {@code nick} and configures it with {@code fields}. */
  void create(String nick, String fields) throws IOException {
    enter(nick);
    configure(fields);
  }

  /** Configures the room and returns the answer. */
  XmlElement configure(String fields) throws IOException {
    return request(
        "set",
        "<query xmlns='http://jabber.org/protocol/muc#owner'><x xmlns='jabber:x:data'"
            + " type='submit'><field var='FORM_TYPE'><value>"
            + "http://jabber.org/protocol/muc#roomconfig</value></field>"
            + fields
            + "</x></query>");
  }

  /** Returns a field of a form. */
  static String field(String name, String value) {
    return "<field var='" + name + "'><value>" + value + "</value></field>";
  }

  /** Sends a request about roles and affiliations and returns the answer. */
  XmlElement admin(String type, String items) throws IOException {
    return request(
        type, "<query xmlns='http://jabber.org/protocol/muc#admin'>" + items + "</query>");
  }

  /** Sends an iq to the room and returns the answer. */
  XmlElement request(String type, String payload) throws IOException {
    return request(room, type, payload);
  }

  /** Sends an iq and returns the answer; other stanzas that come before are dropped. */
  XmlElement request(String to, String type, String payload) throws IOException {
    String id = send(to, type, payload);
    return await(each -> name(each).equals("iq") && id.equals(each.attribute("id")));
  }

  private String send(String to, String type, String payload) throws IOException {
    String id = "q" + asked++;
    send("<iq to='" + to + "' type='" + type + "' id='" + id + "'>" + payload + "</iq>");
    return id;
  }

  /**
   * Returns everything that the room has sent by now: what came before the answer to a question
   * that was put to it last.
   */
  List<XmlElement> sofar() throws IOException {
    String id =
        send(room, "get", "<query xmlns='http://jabber.org/protocol/disco#info' node='none'/>");
    List<XmlElement> all =
        until(each -> name(each).equals("iq") && id.equals(each.attribute("id")));
    return all.subList(0, all.size() - 1);
  }

  /** Returns the first stanza that {@code wanted} takes, dropping those before. */
  XmlElement await(Predicate<XmlElement> wanted) throws IOException {
    return until(wanted).getLast();
  }

  /** Returns the next presence from the occupant {@code nick}, of this type; null for available. */
  XmlElement presence(String nick, @Nullable String type) throws IOException {
    return await(each ->
        name(each).equals("presence")
            && (room + '/' + nick).equals(each.attribute("from"))
            && Objects.equals(type, each.attribute("type")));
  }

  /** Returns the next message. */
  XmlElement message() throws IOException {
    return await(each -> name(each).equals("message"));
  }

  private List<XmlElement> until(Predicate<XmlElement> wanted) throws IOException {
    List<XmlElement> all = new ArrayList<>();
    while (all.size() < SKIPPED_MAX) {
      XmlElement next = next();
      all.add(next);
      if (wanted.test(next)) {
        return all;
      }
    }
    throw new AssertionError("what was waited for did not come, but " + all.size() + " others");
  }

  /** Returns the next stanza. */
  private XmlElement next() throws IOException {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    do {
      String tag = stream.expect(">");
      text.append(tag);
      if (tag.contains("</")) {
        depth--;
      } else if (!tag.endsWith("/>")) {
        depth++;
      }
    } while (depth > 0);
    String whole = text.toString().strip();
    int name = 1;
    while (Character.isLetter(whole.charAt(name))) {
      name++;
    }
    String start = whole.substring(0, whole.indexOf('>'));
    String declared = start.contains(" xmlns=") ? "" : " xmlns='jabber:client'";
    try {
      return XmlReader.parse(
          (whole.substring(0, name) + declared + whole.substring(name))
              .getBytes(StandardCharsets.UTF_8));
    } catch (XmlException e) {
      throw new IOException("not a stanza: " + whole, e);
    }
  }

  static String name(XmlElement stanza) {
    return stanza.localName();
  }

  /** Returns the child called {@code name}, of any namespace, or null. */
  static @Nullable XmlElement child(XmlElement parent, String name) {
    for (XmlElement each : parent.elements()) {
      if (each.localName().equals(name)) {
        return each;
      }
    }
    return null;
  }

  /** Returns the room's status codes in a stanza, in order. */
  static List<String> codes(XmlElement stanza) {
    List<String> codes = new ArrayList<>();
    for (XmlElement each : ofRoom(stanza).elements()) {
      if (each.localName().equals("status")) {
        codes.add(String.valueOf(each.attribute("code")));
      }
    }
    return codes;
  }

  /** Returns the room's item in a presence. */
  static XmlElement item(XmlElement presence) {
    XmlElement item = ofRoom(presence).child(USER, "item");
    if (item == null) {
      throw new AssertionError("no item");
    }
    return item;
  }

  /** Returns the room's {@code <x/>} in a stanza, an empty one where there is none. */
  static XmlElement ofRoom(XmlElement stanza) {
    XmlElement x = stanza.child(USER, "x");
    return x == null ? XmlElement.of(USER, "x").build() : x;
  }

  /** Returns type and condition of the error in a stanza, {@code cancel conflict}. */
  static String error(XmlElement stanza) {
    XmlElement error = child(stanza, "error");
    if (error == null || !"error".equals(stanza.attribute("type"))) {
      return "";
    }
    for (XmlElement each : error.elements()) {
      if (each.namespace().equals(ERRORS) && !each.localName().equals("text")) {
        return error.attribute("type") + ' ' + each.localName();
      }
    }
    return "";
  }

  /** Leaves the server without a word, as a lost network does. */
  void cut() throws IOException {
    stream.close();
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
