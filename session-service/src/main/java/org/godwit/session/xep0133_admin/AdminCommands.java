package org.godwit.session.xep0133_admin;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.OutgoingStanza;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.session.xep0050_commands.Command;
import org.godwit.session.xep0050_commands.Command.Outcome;
import org.godwit.session.xep0077_register.AccountRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Service Administration (XEP-0133, version 1.3.1): accounts, their sessions, and how many users
 * are online here. For administrators alone. Any thread.
 */
public final class AdminCommands {

  private static final String ADMIN = "http://jabber.org/protocol/admin";

  private final AccountAdministration accounts;
  private final Set<Jid> admins;
  private final Supplier<Number> online;

  /**
   * Creates the commands.
   *
   * @param accounts changes accounts
   * @param admins bare JIDs of those who may use them
   * @param online how many resources are online
   */
  public AdminCommands(AccountAdministration accounts, Set<Jid> admins, Supplier<Number> online) {
    this.accounts = accounts;
    this.admins = Set.copyOf(admins);
    this.online = online;
  }

  /** Returns the commands. */
  public List<Command> all() {
    return List.of(
        new Admin("add-user", "Add User", newUser(), this::add),
        new Admin("delete-user", "Delete User", several("delete"), this::delete),
        new Admin("disable-user", "Disable User", several("disable"), this::disable),
        new Admin("reenable-user", "Re-Enable User", several("re-enable"), this::enable),
        new Admin("end-user-session", "End User Session", several("log out"), this::end),
        new Admin("change-user-password", "Change User Password", newPassword(), this::password),
        new Admin("get-online-users-num", "Get Number of Online Users", null, this::number));
  }

  @FunctionalInterface
  private interface Action {
    CompletionStage<Outcome> of(DataForm filled, Context context);
  }

  private final class Admin implements Command {

    private final String action;
    private final String title;
    private final @Nullable List<FormField> fields;
    private final Action doing;

    Admin(String action, String title, @Nullable List<FormField> fields, Action doing) {
      this.action = action;
      this.title = title;
      this.fields = fields;
      this.doing = doing;
    }

    @Override
    public String node() {
      return ADMIN + '#' + action;
    }

    @Override
    public String name() {
      return title;
    }

    @Override
    public boolean admits(Context context) {
      return admins.contains(context.sender().bare());
    }

    @Override
    public @Nullable DataForm form() {
      return fields == null
          ? null
          : DataForm.of("form", ADMIN, fields).titled(title, "Fill out this form.");
    }

    @Override
    public CompletionStage<Outcome> execute(DataForm filled, Context context) {
      return doing.of(filled, context);
    }
  }

  private static List<FormField> newUser() {
    return List.of(
        FormField.needed("accountjid", "jid-single", "The Jabber ID for the account"),
        FormField.needed("password", "text-private", "The password for this account"),
        FormField.needed("password-verify", "text-private", "Retype password"));
  }

  private static List<FormField> newPassword() {
    return List.of(
        FormField.needed("accountjid", "jid-single", "The Jabber ID for this account"),
        FormField.needed("password", "text-private", "The password for this account"));
  }

  private static List<FormField> several(String verb) {
    return List.of(FormField.needed("accountjids", "jid-multi", "The Jabber ID(s) to " + verb));
  }

  /** Section 4.1. */
  private CompletionStage<Outcome> add(DataForm filled, Context context) {
    String password = Objects.requireNonNullElse(filled.value("password"), "");
    if (!password.equals(filled.value("password-verify"))) {
      return now(new Outcome.BadPayload("The passwords differ."));
    }
    Jid jid = account(filled.value("accountjid"));
    return jid == null
        ? now(notAnAccount())
        : accounts.create(jid, password).thenApply(made -> outcome(made, List.of()));
  }

  /** Section 4.6. */
  private CompletionStage<Outcome> password(DataForm filled, Context context) {
    Jid jid = account(filled.value("accountjid"));
    String password = Objects.requireNonNullElse(filled.value("password"), "");
    return jid == null
        ? now(notAnAccount())
        : accounts.changePassword(jid, password).thenApply(set -> outcome(set, List.of()));
  }

  /** Section 4.2. */
  private CompletionStage<Outcome> delete(DataForm filled, Context context) {
    return each(filled, context, accounts::remove);
  }

  /** Section 4.3. */
  private CompletionStage<Outcome> disable(DataForm filled, Context context) {
    return each(filled, context, jid -> accounts.setEnabled(jid, false));
  }

  /** Section 4.5: all sessions of a bare JID, and the one of a full JID. */
  private CompletionStage<Outcome> end(DataForm filled, Context context) {
    List<OutgoingStanza> ends = new ArrayList<>();
    Jid domain = Jid.of(context.domain());
    for (String text : filled.values("accountjids")) {
      Jid jid = Jid.parse(text.strip());
      if (jid != null && jid.local() != null) {
        ends.add(EndSessionModule.request(domain, jid, "end-" + context.now().toEpochMilli()));
      }
    }
    return now(ends.isEmpty() ? notAnAccount() : done(ends));
  }

  /** Section 4.4. */
  private CompletionStage<Outcome> enable(DataForm filled, Context context) {
    List<Jid> jids = accounts(filled);
    CompletionStage<Outcome> all = now(jids.isEmpty() ? notAnAccount() : done(List.of()));
    for (Jid jid : jids) {
      all =
          all.thenCompose(before ->
              before instanceof Outcome.Done
                  ? accounts.setEnabled(jid, true).thenApply(set -> outcome(set, List.of()))
                  : now(before));
    }
    return all;
  }

  @FunctionalInterface
  private interface Change {
    CompletionStage<AccountRegistry.Outcome> of(Jid account);
  }

  /** Changes one account after the other, and ends the sessions of all. */
  private CompletionStage<Outcome> each(DataForm filled, Context context, Change change) {
    List<Jid> jids = accounts(filled);
    if (jids.isEmpty()) {
      return now(notAnAccount());
    }
    List<OutgoingStanza> ends = new ArrayList<>();
    Jid domain = Jid.of(context.domain());
    CompletionStage<Outcome> all = now(done(List.of()));
    for (Jid jid : jids) {
      ends.add(EndSessionModule.request(domain, jid, "end-" + context.now().toEpochMilli()));
      all =
          all.thenCompose(before ->
              before instanceof Outcome.Done
                  ? change.of(jid).thenApply(made -> outcome(made, List.of()))
                  : now(before));
    }
    return all.thenApply(last -> last instanceof Outcome.Done ? done(ends) : last);
  }

  /** Section 4.20, of this instance. */
  private CompletionStage<Outcome> number(DataForm filled, Context context) {
    DataForm result =
        DataForm.of(
            "result",
            ADMIN,
            List.of(
                FormField.of(
                    "onlineusersnum",
                    "text-single",
                    "The number of online users",
                    online.get().toString())));
    return now(new Outcome.Done(null, result, List.of()));
  }

  private static List<Jid> accounts(DataForm filled) {
    List<Jid> jids = new ArrayList<>();
    for (String text : filled.values("accountjids")) {
      Jid jid = account(text);
      if (jid != null) {
        jids.add(jid);
      }
    }
    return jids;
  }

  private static @Nullable Jid account(@Nullable String text) {
    Jid jid = text == null ? null : Jid.parse(text.strip());
    return jid == null || jid.local() == null ? null : jid.bare();
  }

  private static Outcome notAnAccount() {
    return new Outcome.BadPayload("That is no address of an account.");
  }

  private static Outcome done(List<OutgoingStanza> stanzas) {
    return new Outcome.Done("Done.", null, stanzas);
  }

  private static Outcome outcome(AccountRegistry.Outcome made, List<OutgoingStanza> stanzas) {
    return switch (made) {
      case AccountRegistry.Outcome.Done done -> done(stanzas);
      case AccountRegistry.Outcome.Refused refused ->
          new Outcome.Refused(refused.condition(), "The account was not changed.");
      case AccountRegistry.Outcome.Unavailable unavailable ->
          new Outcome.Refused(
              StanzaErrorCondition.RESOURCE_CONSTRAINT,
              "Accounts cannot be changed at the moment; try again later.");
    };
  }

  private static CompletionStage<Outcome> now(Outcome outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
