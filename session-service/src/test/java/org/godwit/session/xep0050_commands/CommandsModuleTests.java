package org.godwit.session.xep0050_commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xep0030_disco.DiscoNode;
import org.godwit.protocol.xml.XmlException;
import org.godwit.protocol.xml.XmlReader;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.xep0133_admin.AccountAdministration;
import org.godwit.session.xep0133_admin.AdminCommands;
import org.junit.jupiter.api.Test;

/** XEP-0050, version 1.3.0, and XEP-0133, version 1.3.1. */
class CommandsModuleTests {

  private static final String ADMIN = "http://jabber.org/protocol/admin#";

  private final List<String> done = new ArrayList<>();
  private final CommandsModule module =
      new CommandsModule(
          new AdminCommands(new Accounts(), Set.of(Jid.of("admin@localhost")), () -> 7).all(),
          10,
          Duration.ofMinutes(1));
  private Reply reply = Reply.empty();
  private int n;

  private String ask(String from, String attributes, String content) {
    n++;
    String iq =
        "<iq xmlns='jabber:client' type='set' id='i"
            + n
            + "'><command xmlns='http://jabber.org/protocol/commands' "
            + attributes
            + ">"
            + content
            + "</command></iq>";
    try {
      reply =
          new IqDispatcher(
                  new ModuleIndex(List.of(module)), StanzaErrorCondition.SERVICE_UNAVAILABLE)
              .dispatch(
                  XmlReader.parse(iq.getBytes(StandardCharsets.UTF_8)),
                  TargetKind.SERVER,
                  context(from))
              .toCompletableFuture()
              .join();
    } catch (XmlException e) {
      throw new IllegalArgumentException(e);
    }
    return switch (reply) {
      case Reply.Result result ->
          result.payload() == null ? "" : XmlWriter.toText(result.payload());
      case Reply.Page page -> page.payload() == null ? "" : XmlWriter.toText(page.payload());
      case Reply.Failure failure ->
          failure.error().condition().element()
              + (failure.error().application() == null
                  ? ""
                  : '/' + failure.error().application().localName());
    };
  }

  private Context context(String from) {
    return new Context(
        "localhost", Jid.of(from + "/r"), Jid.of("localhost"), Instant.ofEpochSecond(n));
  }

  private String admin(String attributes, String content) {
    return ask("admin@localhost", attributes, content);
  }

  private static String form(String... fields) {
    StringBuilder form = new StringBuilder("<x xmlns='jabber:x:data' type='submit'>");
    for (int i = 0; i < fields.length; i += 2) {
      form.append("<field var='").append(fields[i]).append("'><value>");
      form.append(fields[i + 1]).append("</value></field>");
    }
    return form.append("</x>").toString();
  }

  private String begin(String node) {
    return admin("node='" + ADMIN + node + "' action='execute'", "")
        .replaceFirst("(?s).* sessionid=\"([^\"]*)\".*", "$1");
  }

  // XEP-0133, section 4.1.
  @Test
  void adminFillsInAFormAndTheAccountIsMade() {
    // When
    String form = admin("node='" + ADMIN + "add-user' action='execute'", "");

    // Then
    assertThat(form).contains("status=\"executing\"", "accountjid", "<complete/>", "<required/>");

    // When
    String session = form.replaceFirst("(?s).* sessionid=\"([^\"]*)\".*", "$1");
    String answer =
        admin(
            "node='" + ADMIN + "add-user' sessionid='" + session + "'",
            form("accountjid", "new@localhost", "password", "p", "password-verify", "p"));

    // Then
    assertThat(answer).contains("status=\"completed\"", "sessionid=\"" + session + '"');
    assertThat(done).containsExactly("create new@localhost p");
    assertThat(admin("node='" + ADMIN + "add-user' sessionid='" + session + "'", form()))
        .isEqualTo("not-allowed/session-expired");
  }

  // Section 4.2 and 4.5.
  @Test
  void deletedUsersStreamsEnd() {
    // Given
    String session = begin("delete-user");

    // When
    admin(
        "node='" + ADMIN + "delete-user' sessionid='" + session + "' action='complete'",
        form("accountjids", "old@localhost"));

    // Then
    assertThat(done).containsExactly("remove old@localhost");
    assertThat(((Reply.Result) reply).stanzas())
        .singleElement()
        .satisfies(each -> assertThat(each.head().to()).isEqualTo(Jid.of("old@localhost")));
  }

  @Test
  void commandWithoutAFormIsDoneAtOnce() {
    assertThat(admin("node='" + ADMIN + "get-online-users-num'", ""))
        .contains("status=\"completed\"", "onlineusersnum", "<value>7</value>");
  }

  // XEP-0050, section 4.
  @Test
  void wrongRequestsAreRefused() {
    String session = begin("disable-user");
    String of = "node='" + ADMIN + "disable-user' ";
    assertThat(ask("eve@localhost", of, "")).isEqualTo("forbidden");
    assertThat(admin("node='none'", "")).isEqualTo("item-not-found");
    assertThat(admin(of + "action='jump'", "")).isEqualTo("bad-request/malformed-action");
    assertThat(admin(of + "action='prev' sessionid='" + session + "'", ""))
        .isEqualTo("bad-request/bad-action");
    assertThat(admin(of + "action='complete' sessionid='" + session + "'", ""))
        .isEqualTo("bad-request/bad-payload");
    assertThat(admin(of + "sessionid='" + session + "'", form("x", "y")))
        .isEqualTo("bad-request/bad-payload");
    assertThat(admin("node='" + ADMIN + "add-user' sessionid='" + session + "'", form()))
        .isEqualTo("bad-request/bad-sessionid");
    assertThat(admin(of + "action='cancel' sessionid='" + session + "'", ""))
        .contains("status=\"canceled\"");
    assertThat(admin(of + "sessionid='" + session + "'", form()))
        .isEqualTo("not-allowed/session-expired");
    assertThat(done).isEmpty();
  }

  // Section 2.
  @Test
  void onlyAdminsSeeTheCommands() {
    CommandsDisco disco = new CommandsDisco(module);
    Optional<DiscoNode> all =
        disco
            .node(context("admin@localhost"), CommandsModule.NAMESPACE)
            .toCompletableFuture()
            .join();
    assertThat(all.orElseThrow().items()).hasSize(7);
    Optional<DiscoNode> none =
        disco.node(context("eve@localhost"), CommandsModule.NAMESPACE).toCompletableFuture().join();
    assertThat(none.orElseThrow().items()).isEmpty();
    assertThat(
            disco.node(context("eve@localhost"), ADMIN + "add-user").toCompletableFuture().join())
        .isEmpty();
  }

  private final class Accounts implements AccountAdministration {

    private CompletionStage<Outcome> did(String what) {
      done.add(what);
      return CompletableFuture.completedFuture(new Outcome.Done());
    }

    @Override
    public CompletionStage<Outcome> create(Jid account, String password) {
      return did("create " + account + ' ' + password);
    }

    @Override
    public CompletionStage<Outcome> setEnabled(Jid account, boolean enabled) {
      return did("enabled " + account + ' ' + enabled);
    }

    @Override
    public CompletionStage<Outcome> changePassword(Jid account, String password) {
      return did("password " + account);
    }

    @Override
    public CompletionStage<Outcome> remove(Jid account) {
      return did("remove " + account);
    }
  }
}
