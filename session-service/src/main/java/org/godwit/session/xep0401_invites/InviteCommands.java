package org.godwit.session.xep0401_invites;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.session.xep0050_commands.Command;
import org.jspecify.annotations.Nullable;

/**
 * Ad-hoc Account Invitation Generation (XEP-0401, version 0.6.0): users invite contacts (section
 * 5.1), administrators invite to a username (section 5.4). Any thread.
 */
public final class InviteCommands {

  private static final String NAMESPACE = "urn:xmpp:invite";
  private static final String USERNAME = "username";
  private static final String SUBSCRIPTION = "roster-subscription";

  private final InviteRegistry invites;
  private final Set<Jid> admins;

  /**
   * Creates the commands.
   *
   * @param admins bare JIDs of those who may create accounts
   */
  public InviteCommands(InviteRegistry invites, Set<Jid> admins) {
    this.invites = invites;
    this.admins = Set.copyOf(admins);
  }

  /** Returns the commands. */
  public List<Command> all() {
    return List.of(new InviteUser(), new CreateAccount());
  }

  private boolean isAdmin(Context context) {
    return admins.contains(context.sender().bare());
  }

  private CompletionStage<Command.Outcome> invite(InviteRegistry.Wish wish) {
    return invites.invite(wish).thenApply(InviteCommands::outcome);
  }

  private static Command.Outcome outcome(InviteRegistry.Answer outcome) {
    return switch (outcome) {
      case InviteRegistry.Answer.Made made ->
          new Command.Outcome.Done(null, invitation(made), List.of());
      case InviteRegistry.Answer.Refused refused ->
          new Command.Outcome.Refused(refused.condition(), "Nobody was invited.");
      case InviteRegistry.Answer.Unavailable _ ->
          new Command.Outcome.Refused(
              StanzaErrorCondition.RESOURCE_CONSTRAINT,
              "Nobody can be invited at the moment; try again later.");
    };
  }

  private static DataForm invitation(InviteRegistry.Answer.Made made) {
    List<FormField> fields = new ArrayList<>();
    fields.add(FormField.of("uri", "text-single", null, made.uri()));
    if (made.landingUrl() != null) {
      fields.add(FormField.of("landing-url", "text-single", null, made.landingUrl()));
    }
    fields.add(FormField.of("expire", "text-single", null, made.expires()));
    return DataForm.of("result", NAMESPACE + "#invitation", fields);
  }

  /** Section 5.1: for the users of the host, whom auth-service may refuse. */
  private final class InviteUser implements Command {

    @Override
    public String node() {
      return NAMESPACE + "#invite";
    }

    @Override
    public String name() {
      return "Invite user";
    }

    @Override
    public boolean admits(Context context) {
      Jid sender = context.sender();
      return sender.local() != null && sender.domain().equals(context.domain());
    }

    @Override
    public @Nullable DataForm form() {
      return null;
    }

    @Override
    public CompletionStage<Outcome> execute(DataForm filled, Context context) {
      return invite(new InviteRegistry.Wish(context.sender().bare(), null, true, isAdmin(context)));
    }
  }

  /** Section 5.4: for administrators, to their own host. */
  private final class CreateAccount implements Command {

    @Override
    public String node() {
      return NAMESPACE + "#create-account";
    }

    @Override
    public String name() {
      return "Create account";
    }

    @Override
    public boolean admits(Context context) {
      return isAdmin(context) && context.sender().domain().equals(context.domain());
    }

    @Override
    public DataForm form() {
      return DataForm.of(
          "form",
          NAMESPACE + "#create-account",
          List.of(
              FormField.of(USERNAME, "text-single", "Username", ""),
              FormField.flag(SUBSCRIPTION, "Roster subscription", false)));
    }

    @Override
    public CompletionStage<Outcome> execute(DataForm filled, Context context) {
      String username = filled.value(USERNAME);
      String subscription = filled.value(SUBSCRIPTION);
      return invite(
          new InviteRegistry.Wish(
              context.sender().bare(),
              username == null || username.isBlank() ? null : username.strip(),
              subscription != null
                  && Objects.requireNonNullElse(DataForm.flag(subscription), false),
              true));
    }
  }
}
