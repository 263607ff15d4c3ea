package org.godwit.session.xep0163_pep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.xep0402_bookmarks.BookmarksFollower;

/** Accounts' pubsub services without a server. Juliet and Romeo see each other's presence. */
final class PepScript {

  static final Jid JULIET = Jid.of("juliet@example.com");
  static final Jid ROMEO = Jid.of("romeo@example.com");
  static final Jid TYBALT = Jid.of("tybalt@example.com");

  final FakePepStore store = new FakePepStore();
  final FakeContacts contacts = new FakeContacts();
  private final IqDispatcher dispatcher =
      new IqDispatcher(
          new ModuleIndex(
              List.of(
                  new PepModule(
                      store,
                      contacts,
                      new PepLimits(5, 4, 400, 3, 1000),
                      call -> CompletableFuture.completedFuture(call.get()),
                      List.of(new BookmarksFollower())))),
          StanzaErrorCondition.SERVICE_UNAVAILABLE);

  private Jid sender = resource(JULIET);
  private int n;
  private Reply reply = Reply.empty();

  PepScript() {
    contacts.befriend(JULIET, ROMEO, "Montagues");
  }

  private static Jid resource(Jid bare) {
    return Objects.requireNonNull(bare.withResource("r"));
  }

  PepScript as(Jid bare) {
    sender = resource(bare);
    return this;
  }

  /** Sends a request with {@code content} to Juliet's service. */
  PepScript set(String content) {
    return ask("set", "", content);
  }

  PepScript get(String content) {
    return ask("get", "", content);
  }

  PepScript ownerSet(String content) {
    return ask("set", "#owner", content);
  }

  PepScript ownerGet(String content) {
    return ask("get", "#owner", content);
  }

  private PepScript ask(String type, String part, String content) {
    n++;
    return again(type, part, content);
  }

  /** Sends a request that has the time and the id of the last one. */
  PepScript again(String type, String part, String content) {
    XmlElement iq =
        element(
            "<iq xmlns='jabber:client' type='"
                + type
                + "' id='i"
                + n
                + "'><pubsub xmlns='http://jabber.org/protocol/pubsub"
                + part
                + "'>"
                + content
                + "</pubsub></iq>");
    Context context = new Context("example.com", sender, JULIET, Instant.ofEpochSecond(n));
    reply = dispatcher.dispatch(iq, TargetKind.ACCOUNT, context).toCompletableFuture().join();
    return this;
  }

  static XmlElement element(String text) {
    try {
      return XmlReader.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (XmlException e) {
      throw new IllegalArgumentException(e);
    }
  }

  PepScript publish(String node, String id, String payload) {
    return set("<publish node='" + node + "'>" + item(id, payload) + "</publish>");
  }

  static String item(String id, String payload) {
    return "<item id='" + id + "'><p xmlns='urn:p'>" + payload + "</p></item>";
  }

  static String options(String... fields) {
    return "<publish-options>"
        + form("http://jabber.org/protocol/pubsub#publish-options", fields)
        + "</publish-options>";
  }

  static String form(String formType, String... fields) {
    StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
    form.append("<field var='FORM_TYPE' type='hidden'><value>").append(formType);
    form.append("</value></field>");
    for (int i = 0; i < fields.length; i += 2) {
      form.append("<field var='pubsub#").append(fields[i]).append("'><value>");
      form.append(fields[i + 1]).append("</value></field>");
    }
    return form.append("</x>").toString();
  }

  /** Asserts that the last request succeeded and returns the answer's text; empty for none. */
  String result() {
    assertThat(reply).isInstanceOf(Reply.Result.class);
    XmlElement payload = ((Reply.Result) reply).payload();
    return payload == null ? "" : XmlWriter.toText(payload);
  }

  /** Returns the condition, and the pubsub condition behind a slash where there is one. */
  String refusal() {
    assertThat(reply).isInstanceOf(Reply.Failure.class);
    var error = ((Reply.Failure) reply).error();
    String condition = error.condition().element();
    return error.application() == null
        ? condition
        : condition + '/' + error.application().localName();
  }

  /** Returns OK, or why the last request was refused. */
  String outcome() {
    return reply instanceof Reply.Result ? "OK" : refusal();
  }

  /** Returns who was notified: those who are filtered by their interests have a star. */
  List<String> notified() {
    assertThat(reply).isInstanceOf(Reply.Result.class);
    return ((Reply.Result) reply)
        .stanzas().stream()
            .map(each -> each.head().to() + (each.head().has(StanzaTrait.NOTIFICATION) ? "*" : ""))
            .toList();
  }

  String firstEvent() {
    OutgoingStanza first = ((Reply.Result) reply).stanzas().getFirst();
    return XmlWriter.toText(first.stanza());
  }
}
