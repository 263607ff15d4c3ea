package org.godwit.session.xep0401_invites;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xml.XmlWriter;
import org.godwit.session.xep0050_commands.Command;
import org.junit.jupiter.api.Test;

/** XEP-0401, version 0.6.0, sections 3, 5.1 and 5.4. */
class InviteCommandsTests {

  private static final DataForm EMPTY = new DataForm("submit", null, null, List.of());

  private final List<InviteRegistry.Wish> wishes = new ArrayList<>();
  private InviteRegistry.Answer outcome =
      new InviteRegistry.Answer.Made("xmpp:x?y", null, "2030-01-01T00:00:00Z");
  private final List<Command> commands =
      new InviteCommands(
              wish -> {
                wishes.add(wish);
                return CompletableFuture.completedFuture(outcome);
              },
              Set.of(Jid.of("admin@localhost")))
          .all();
  private final Command invite = commands.get(0);
  private final Command create = commands.get(1);

  private static Context of(String sender) {
    return new Context("localhost", Jid.of(sender), Jid.of("localhost"), Instant.EPOCH);
  }

  private static String text(Command.Outcome outcome) {
    return outcome instanceof Command.Outcome.Done done && done.result() != null
        ? XmlWriter.toText(done.result().toElement())
        : outcome.toString();
  }

  @Test
  void usersInviteAndAdministratorsCreate() {
    assertThat(commands)
        .extracting(Command::node)
        .containsExactly("urn:xmpp:invite#invite", "urn:xmpp:invite#create-account");
    assertThat(invite.admits(of("romeo@localhost/r"))).isTrue();
    assertThat(create.admits(of("romeo@localhost/r"))).isFalse();
    assertThat(create.admits(of("admin@localhost/r"))).isTrue();
    assertThat(invite.admits(of("romeo@elsewhere.example/r"))).isFalse();
  }

  @Test
  void invitationComesAtOnce() {
    // When
    Command.Outcome done =
        invite.execute(EMPTY, of("romeo@localhost/r")).toCompletableFuture().join();

    // Then
    assertThat(invite.form()).isNull();
    assertThat(wishes)
        .containsExactly(new InviteRegistry.Wish(Jid.of("romeo@localhost"), null, true, false));
    assertThat(text(done))
        .contains(
            "type=\"result\"",
            "<value>urn:xmpp:invite#invitation</value>",
            "<value>xmpp:x?y</value>",
            "<value>2030-01-01T00:00:00Z</value>")
        .doesNotContain("landing-url");
  }

  @Test
  void accountIsCreatedByWhoIsInvited() {
    // Given
    outcome =
        new InviteRegistry.Answer.Made("xmpp:x?y", "https://l.example", "2030-01-01T00:00:00Z");
    DataForm filled =
        new DataForm(
            "submit",
            null,
            null,
            List.of(
                FormField.of("username", "text-single", null, " juliet "),
                FormField.of("roster-subscription", "boolean", null, "1")));

    // When
    Command.Outcome done =
        create.execute(filled, of("admin@localhost/r")).toCompletableFuture().join();
    create.execute(EMPTY, of("admin@localhost/r")).toCompletableFuture().join();

    // Then
    assertThat(wishes)
        .containsExactly(
            new InviteRegistry.Wish(Jid.of("admin@localhost"), "juliet", true, true),
            new InviteRegistry.Wish(Jid.of("admin@localhost"), null, false, true));
    assertThat(text(done)).contains("<value>https://l.example</value>");
  }

  @Test
  void refusalIsTold() {
    // When
    outcome = new InviteRegistry.Answer.Refused(StanzaErrorCondition.NOT_ALLOWED);
    Command.Outcome refused =
        invite.execute(EMPTY, of("romeo@localhost/r")).toCompletableFuture().join();
    outcome = new InviteRegistry.Answer.Unavailable();
    Command.Outcome unavailable =
        invite.execute(EMPTY, of("romeo@localhost/r")).toCompletableFuture().join();

    // Then
    assertThat(refused)
        .isEqualTo(
            new Command.Outcome.Refused(StanzaErrorCondition.NOT_ALLOWED, "Nobody was invited."));
    assertThat(text(unavailable)).contains("RESOURCE_CONSTRAINT");
  }
}
