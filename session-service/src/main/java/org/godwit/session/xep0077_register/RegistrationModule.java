package org.godwit.session.xep0077_register;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.Binding;
import org.godwit.protocol.module.Context;
import org.godwit.protocol.module.Reply;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.Xep;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.godwit.protocol.xml.XmlName;
import org.godwit.session.account.AccountRemovals;
import org.godwit.session.xep0077_register.AccountRegistry.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * In-Band Registration (XEP-0077) for users who are logged in: what is on file (section 3.1),
 * removal (3.2) and password change (3.3). Registration before the login is the gateway's. No data
 * forms. Any thread.
 */
public final class RegistrationModule implements XepModule {

  /** The namespace, and the feature. */
  public static final String NAMESPACE = "jabber:iq:register";

  private static final XmlName QUERY = new XmlName(NAMESPACE, "query");

  private final AccountRegistry registry;
  private final AccountRemovals removals;

  /**
   * Creates the module.
   *
   * @param registry changes accounts
   * @param removals hears of accounts that are gone, so that their streams end
   */
  public RegistrationModule(AccountRegistry registry, AccountRemovals removals) {
    this.registry = registry;
    this.removals = removals;
  }

  @Override
  public Xep spec() {
    return new Xep(77, "2.4", Xep.Status.PARTIAL);
  }

  @Override
  public String id() {
    return NAMESPACE;
  }

  @Override
  public Set<String> features() {
    return Set.of(NAMESPACE);
  }

  @Override
  public List<Binding> bindings() {
    return List.of(
        Binding.iq(StanzaType.GET, TargetKind.SERVER, QUERY, RegistrationModule::onFile),
        Binding.iq(StanzaType.GET, TargetKind.ACCOUNT, QUERY, RegistrationModule::onFile),
        Binding.iqAsync(StanzaType.SET, TargetKind.SERVER, QUERY, this::change),
        Binding.iqAsync(StanzaType.SET, TargetKind.ACCOUNT, QUERY, this::change));
  }

  /** Section 3.1: an entity that is registered hears so, and what is on file. */
  private static Reply onFile(XmlElement iq, Context context) {
    Reply refused = refused(context);
    if (refused != null) {
      return refused;
    }
    String username = context.sender().local();
    return Reply.of(
        XmlElement.of(NAMESPACE, "query")
            .child(XmlElement.of(NAMESPACE, "registered"))
            .child(
                XmlElement.of(NAMESPACE, "instructions")
                    .text("You are registered. Send a new password to change it."))
            .child(XmlElement.of(NAMESPACE, "username").text(username == null ? "" : username))
            .child(XmlElement.of(NAMESPACE, "password"))
            .build());
  }

  private CompletionStage<Reply> change(XmlElement iq, Context context) {
    Reply refused = refused(context);
    if (refused != null) {
      return now(refused);
    }
    XmlElement query = iq.child(NAMESPACE, "query");
    if (query == null) {
      return now(failure(StanzaErrorCondition.BAD_REQUEST));
    }
    return query.child(NAMESPACE, "remove") == null
        ? changePassword(query, context)
        : remove(query, context);
  }

  private CompletionStage<Reply> changePassword(XmlElement query, Context context) {
    XmlElement username = query.child(NAMESPACE, "username");
    XmlElement password = query.child(NAMESPACE, "password");
    // Section 3.3: without both it is incomplete, and an empty password must change nothing.
    if (username == null || password == null || password.text().isEmpty()) {
      return now(failure(StanzaErrorCondition.BAD_REQUEST));
    }
    Jid account = context.sender().bare();
    if (!account.equals(Jid.parse(username.text() + '@' + account.domain()))) {
      // Section 3.1.1: a second identity may be refused so.
      return now(failure(StanzaErrorCondition.NOT_ACCEPTABLE));
    }
    return registry.changePassword(account, password.text()).thenApply(RegistrationModule::reply);
  }

  private CompletionStage<Reply> remove(XmlElement query, Context context) {
    if (query.elements().size() != 1) {
      // Section 3.2, table of errors.
      return now(failure(StanzaErrorCondition.BAD_REQUEST));
    }
    Jid account = context.sender().bare();
    removals.leaving(account);
    return registry
        .remove(account)
        .whenComplete((outcome, _) -> {
          if (outcome instanceof Outcome.Done) {
            // Who hands the answer over says that it is given.
            removals.removed(account);
          } else {
            removals.answered(account);
          }
        })
        .thenApply(RegistrationModule::reply);
  }

  /** Refuses who is no user of this host, and who asks about somebody else's account. */
  private static @Nullable Reply refused(Context context) {
    Jid sender = context.sender();
    boolean ownServer = context.target().isDomain() && sender.domain().equals(context.domain());
    return sender.local() != null && (ownServer || context.isOwnAccount())
        ? null
        : failure(StanzaErrorCondition.SERVICE_UNAVAILABLE);
  }

  private static Reply reply(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> Reply.empty();
      case Outcome.Refused refused -> failure(refused.condition());
      case Outcome.Unavailable unavailable ->
          Reply.failure(
              StanzaError.of(
                  StanzaErrorCondition.RESOURCE_CONSTRAINT,
                  "Accounts cannot be changed at the moment; try again later."));
    };
  }

  private static Reply failure(StanzaErrorCondition condition) {
    return Reply.failure(StanzaError.of(condition));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
