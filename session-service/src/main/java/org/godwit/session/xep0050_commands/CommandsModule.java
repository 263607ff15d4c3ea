package org.godwit.session.xep0050_commands;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.godwit.protocol.form.DataForm;
import org.godwit.protocol.form.FormField;
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
import org.godwit.session.userdata.Digests;
import org.jspecify.annotations.Nullable;

/**
 * Ad-Hoc Commands (XEP-0050, version 1.3.0) of the server. A command has one form at most, so
 * {@code next} means {@code complete} and there is no {@code prev}. Sessions that nobody goes on
 * with are forgotten. Any thread.
 */
public final class CommandsModule implements XepModule {

  /** The namespace, the feature and the id; also the node of the list of commands. */
  public static final String NAMESPACE = "http://jabber.org/protocol/commands";

  private static final XmlName COMMAND = new XmlName(NAMESPACE, "command");
  private static final int SESSION_ID_OCTETS = 12;

  private record Session(Jid sender, String node) {}

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Cache<String, Session> sessions;

  /**
   * Creates the module.
   *
   * @param commands what there is
   * @param sessionsMax forms that are being filled in at once; of more the oldest are forgotten
   * @param sessionTime how long a form may take
   */
  public CommandsModule(List<Command> commands, int sessionsMax, Duration sessionTime) {
    commands.forEach(command -> this.commands.put(command.node(), command));
    this.sessions =
        Caffeine.newBuilder().maximumSize(sessionsMax).expireAfterWrite(sessionTime).build();
  }

  @Override
  public Xep spec() {
    return new Xep(50, "1.3.0", Xep.Status.COMPLETE);
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
    return List.of(Binding.iqAsync(StanzaType.SET, TargetKind.SERVER, COMMAND, this::command));
  }

  /** Returns the commands that the sender may use. */
  List<Command> admitted(Context context) {
    return commands.values().stream().filter(command -> command.admits(context)).toList();
  }

  private CompletionStage<Reply> command(XmlElement iq, Context context) {
    XmlElement request = iq.firstElement();
    String node = request == null ? null : request.attribute("node");
    Command command = node == null ? null : commands.get(node);
    if (request == null || command == null) {
      return now(
          Reply.failure(
              StanzaError.of(StanzaErrorCondition.ITEM_NOT_FOUND, "There is no such command.")));
    }
    if (!command.admits(context)) {
      return now(
          Reply.failure(
              StanzaError.of(
                  StanzaErrorCondition.FORBIDDEN, "You are not authorized for this action.")));
    }
    String action = request.attribute("action");
    String sessionId = request.attribute("sessionid");
    return switch (action == null ? "execute" : action) {
      case "execute", "next", "complete" ->
          sessionId == null
              ? begin(command, request, context, iq)
              : goOn(command, request, context, sessionId);
      case "cancel" -> now(cancel(command, context, sessionId));
      case "prev" -> now(bad("bad-action"));
      default -> now(bad("malformed-action"));
    };
  }

  private CompletionStage<Reply> begin(
      Command command, XmlElement request, Context context, XmlElement iq) {
    DataForm form = command.form();
    DataForm filled = DataForm.in(request);
    String sessionId = sessionId(iq, context);
    if (form == null || (filled != null && filled.type().equals("submit"))) {
      return execute(command, filled == null ? empty() : filled, context, sessionId);
    }
    if (request.attribute("action") != null && !"execute".equals(request.attribute("action"))) {
      return now(bad("bad-action"));
    }
    sessions.put(sessionId, new Session(context.sender(), command.node()));
    return now(
        Reply.of(
            answer(command, sessionId, "executing")
                .child(
                    XmlElement.of(NAMESPACE, "actions")
                        .attribute("execute", "complete")
                        .child(XmlElement.of(NAMESPACE, "complete")))
                .child(form.toElement())
                .build()));
  }

  private static DataForm empty() {
    return new DataForm("submit", null, null, List.of());
  }

  /** Follows from the request alone, so that a repeated one goes on with the same session. */
  private static String sessionId(XmlElement iq, Context context) {
    String text = context.sender() + "\n" + iq.attribute("id") + '\n' + context.now();
    return HexFormat.of().formatHex(Digests.sha256(text), 0, SESSION_ID_OCTETS);
  }

  private CompletionStage<Reply> goOn(
      Command command, XmlElement request, Context context, String sessionId) {
    Reply refused = sessionRefusal(command, context, sessionId);
    if (refused != null) {
      return now(refused);
    }
    DataForm filled = DataForm.in(request);
    if (filled == null || !filled.type().equals("submit")) {
      return now(bad("bad-payload"));
    }
    return execute(command, filled, context, sessionId);
  }

  private Reply cancel(Command command, Context context, @Nullable String sessionId) {
    if (sessionId == null) {
      return bad("bad-sessionid");
    }
    Reply refused = sessionRefusal(command, context, sessionId);
    if (refused != null) {
      return refused;
    }
    sessions.invalidate(sessionId);
    return Reply.of(answer(command, sessionId, "canceled").build());
  }

  private @Nullable Reply sessionRefusal(Command command, Context context, String sessionId) {
    Session session = sessions.getIfPresent(sessionId);
    if (session == null) {
      return failure(StanzaErrorCondition.NOT_ALLOWED, "session-expired", null);
    }
    return session.equals(new Session(context.sender(), command.node()))
        ? null
        : bad("bad-sessionid");
  }

  private CompletionStage<Reply> execute(
      Command command, DataForm filled, Context context, String sessionId) {
    DataForm form = command.form();
    if (form != null) {
      for (FormField field : form.fields()) {
        String value = filled.value(field.var());
        if (field.required() && (value == null || value.isBlank())) {
          return now(
              failure(
                  StanzaErrorCondition.BAD_REQUEST,
                  "bad-payload",
                  "The field " + field.var() + " must be filled in."));
        }
      }
    }
    return command
        .execute(filled, context)
        .thenApply(outcome ->
            switch (outcome) {
              case Command.Outcome.Refused refused ->
                  Reply.failure(StanzaError.of(refused.condition(), refused.text()));
              case Command.Outcome.BadPayload payload ->
                  failure(StanzaErrorCondition.BAD_REQUEST, "bad-payload", payload.text());
              case Command.Outcome.Done done -> done(command, done, sessionId);
            });
  }

  private Reply done(Command command, Command.Outcome.Done done, String sessionId) {
    sessions.invalidate(sessionId);
    XmlElement.Builder answer = answer(command, sessionId, "completed");
    if (done.note() != null) {
      answer.child(XmlElement.of(NAMESPACE, "note").attribute("type", "info").text(done.note()));
    }
    if (done.result() != null) {
      answer.child(done.result().toElement());
    }
    return new Reply.Result(answer.build(), done.stanzas());
  }

  private static XmlElement.Builder answer(Command command, String sessionId, String status) {
    return XmlElement.of(NAMESPACE, "command")
        .attribute("node", command.node())
        .attribute("sessionid", sessionId)
        .attribute("status", status);
  }

  private static Reply bad(String condition) {
    return failure(StanzaErrorCondition.BAD_REQUEST, condition, null);
  }

  private static Reply failure(
      StanzaErrorCondition condition, String specific, @Nullable String text) {
    return Reply.failure(
        new StanzaError(
            condition.type(), condition, text, XmlElement.of(NAMESPACE, specific).build()));
  }

  private static CompletionStage<Reply> now(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
