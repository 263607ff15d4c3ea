package org.godwit.session.account;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.godwit.protocol.envelope.BusMessage.Deliver;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.stanza.StanzaBytes;
import org.godwit.protocol.stanza.StanzaError;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.stanza.StanzaErrorType;
import org.godwit.protocol.stanza.StanzaHead;
import org.godwit.protocol.stanza.StanzaReader;
import org.godwit.protocol.stanza.StanzaTrait;
import org.godwit.protocol.stanza.StanzaType;
import org.godwit.protocol.xml.XmlElement;
import org.jspecify.annotations.Nullable;

/**
 * Advanced Message Processing (XEP-0079 v1.2): what the sender wants where a message would be
 * delivered, stored or lost. The receiver's owner decides, who knows which; a rule that is met
 * takes the place of what would happen. Pure.
 *
 * <p>Whether a message has expired is looked at again when one that was stored is about to be
 * delivered; other rules are about the moment when it comes.
 */
final class AmpRules {

  /** Namespace of rules. */
  static final String NAMESPACE = "http://jabber.org/protocol/amp";

  private static final String ERRORS = NAMESPACE + "#errors";
  private static final byte[] NEEDLE = StanzaEdits.bytes(NAMESPACE);
  private static final Set<String> ACTIONS = Set.of("alert", "drop", "error", "notify");
  private static final Set<String> CONDITIONS = Set.of("deliver", "expire-at", "match-resource");
  private static final Set<String> WAYS = Set.of("direct", "forward", "gateway", "none", "stored");
  private static final Set<String> MATCHES = Set.of("any", "exact", "other");

  private AmpRules() {}

  /** Tells whether a message may have rules. */
  static boolean isRuled(StanzaInput input) {
    StanzaType type = input.head().type();
    return (type == StanzaType.CHAT || type == StanzaType.NORMAL || type == StanzaType.HEADLINE)
        && input.returned() == null
        && input.head().has(StanzaTrait.OTHER_PAYLOAD)
        && StanzaEdits.contains(input.stanza(), NEEDLE);
  }

  /**
   * Applies the rules of a message.
   *
   * @param state the state before
   * @param usual what happens without them
   */
  static Step ruled(AccountState state, StanzaInput input, Step usual, Env env) {
    XmlElement amp = StanzaTrees.parse(input.stanza()).child(NAMESPACE, "amp");
    if (amp == null || amp.attribute("status") != null || input.head().from() == null) {
      return usual;
    }
    List<XmlElement> rules =
        amp.elements().stream().filter(rule -> rule.localName().equals("rule")).toList();
    StanzaError invalid = invalid(input.head(), rules);
    if (invalid != null) {
      return new Event(state, input, env).error(amp.attribute("status"), rules, invalid);
    }
    boolean perHop = "true".equals(amp.attribute("per-hop"));
    for (XmlElement rule : rules) {
      // Section 3.3.3: this one is for edges alone.
      boolean ignored = perHop && is(rule, "condition", "match-resource");
      if (!ignored && isMet(rule, input, usual)) {
        return acted(state, input, usual, rule, env);
      }
    }
    return usual;
  }

  /** Section 3.4. */
  private static Step acted(
      AccountState state, StanzaInput input, Step usual, XmlElement rule, Env env) {
    Event event = new Event(state, input, env);
    return switch (String.valueOf(rule.attribute("action"))) {
      case "alert" -> event.of("alert", rule);
      case "error" -> event.error("error", List.of(rule), failure("failed-rules", List.of(rule)));
      case "notify" -> usual.then(new Event(usual.state(), input, env).of("notify", rule));
      default -> Step.nothing(state);
    };
  }

  /** Returns those of {@code rows} that are to be delivered. */
  static List<OfflineRow> fresh(List<OfflineRow> rows, long nowMs) {
    List<OfflineRow> fresh = new ArrayList<>(rows.size());
    for (OfflineRow row : rows) {
      XmlElement rule = expiredRule(row, nowMs);
      if (rule == null || is(rule, "action", "notify")) {
        fresh.add(row);
      }
    }
    return fresh;
  }

  /** Deletes those of {@code rows} that are not to be delivered any more, and tells the senders. */
  static Step expired(AccountState state, List<OfflineRow> rows, long nowMs, Env env) {
    Step step = Step.nothing(state);
    for (OfflineRow row : rows) {
      XmlElement rule = expiredRule(row, nowMs);
      if (rule == null) {
        continue;
      }
      boolean stays = is(rule, "action", "notify");
      AccountState before = step.state();
      Step usual =
          stays
              ? Step.nothing(before)
              : Step.of(
                  before.withMailbox(before.mailbox().oneLess()),
                  new Effect.DeleteOffline(row.id(), false));
      StanzaInput input = StanzaInput.of(row);
      Step told = acted(usual.state(), input, Step.nothing(usual.state()), rule, env);
      step = step.then(usual).then(told);
    }
    return step;
  }

  /** Returns the rule of a stored message that is met because its time is over; null for none. */
  private static @Nullable XmlElement expiredRule(OfflineRow row, long nowMs) {
    if (!row.head().has(StanzaTrait.OTHER_PAYLOAD) || !StanzaEdits.contains(row.stanza(), NEEDLE)) {
      return null;
    }
    XmlElement amp = StanzaTrees.parse(row.stanza()).child(NAMESPACE, "amp");
    if (amp == null || amp.attribute("status") != null) {
      return null;
    }
    for (XmlElement rule : amp.elements()) {
      Long expiry = is(rule, "condition", "expire-at") ? expiry(rule) : null;
      if (expiry != null && nowMs >= expiry) {
        return rule;
      }
    }
    return null;
  }

  private static boolean is(XmlElement rule, String attribute, String value) {
    return value.equals(rule.attribute(attribute));
  }

  /** Section 2.2.1; the errors of section 6.1. */
  private static @Nullable StanzaError invalid(StanzaHead head, List<XmlElement> rules) {
    List<XmlElement> actions =
        rules.stream().filter(rule -> !isOneOf(rule, "action", ACTIONS)).toList();
    if (!actions.isEmpty()) {
      return failure("unsupported-actions", actions);
    }
    List<XmlElement> conditions =
        rules.stream().filter(rule -> !isOneOf(rule, "condition", CONDITIONS)).toList();
    if (!conditions.isEmpty()) {
      return failure("unsupported-conditions", conditions);
    }
    List<XmlElement> values = rules.stream().filter(rule -> !hasValidValue(rule)).toList();
    if (!values.isEmpty() || rules.isEmpty()) {
      return failure("invalid-rules", values);
    }
    // Section 1.3: an event has to name the message.
    return head.id() == null || head.id().isEmpty()
        ? StanzaError.of(StanzaErrorCondition.BAD_REQUEST, "A message with rules needs an id.")
        : null;
  }

  private static StanzaError failure(String element, List<XmlElement> rules) {
    StanzaErrorCondition condition =
        switch (element) {
          case "failed-rules" -> StanzaErrorCondition.UNDEFINED_CONDITION;
          case "invalid-rules" -> StanzaErrorCondition.NOT_ACCEPTABLE;
          default -> StanzaErrorCondition.BAD_REQUEST;
        };
    XmlElement.Builder application =
        XmlElement.of(element.equals("failed-rules") ? ERRORS : NAMESPACE, element);
    rules.forEach(application::child);
    return new StanzaError(StanzaErrorType.MODIFY, condition, null, application.build());
  }

  private static boolean isOneOf(XmlElement rule, String attribute, Set<String> values) {
    String value = rule.attribute(attribute);
    return value != null && values.contains(value);
  }

  private static boolean hasValidValue(XmlElement rule) {
    return switch (String.valueOf(rule.attribute("condition"))) {
      case "deliver" -> isOneOf(rule, "value", WAYS);
      case "match-resource" -> isOneOf(rule, "value", MATCHES);
      default -> expiry(rule) != null;
    };
  }

  /** Section 3.3.2: in UTC. */
  private static @Nullable Long expiry(XmlElement rule) {
    String value = rule.attribute("value");
    if (value == null) {
      return null;
    }
    try {
      OffsetDateTime time = OffsetDateTime.parse(value);
      return time.getOffset().equals(ZoneOffset.UTC) ? time.toInstant().toEpochMilli() : null;
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  /** Section 3.3. */
  private static boolean isMet(XmlElement rule, StanzaInput input, Step usual) {
    boolean direct = false;
    boolean stored = false;
    for (Effect effect : usual.effects()) {
      direct |=
          effect instanceof Effect.ToGateway to
              && to.message() instanceof Deliver deliver
              && deliver.head().equals(input.head());
      stored |=
          effect instanceof Effect.PersistOffline persist
              && persist.row().head().equals(input.head());
    }
    String way = direct ? "direct" : stored ? "stored" : "none";
    return switch (String.valueOf(rule.attribute("condition"))) {
      case "deliver" -> is(rule, "value", way);
      case "expire-at" -> {
        Long expiry = expiry(rule);
        yield expiry != null && input.record().timestampMs() >= expiry;
      }
      default -> isResource(String.valueOf(rule.attribute("value")), input, usual, way);
    };
  }

  private static boolean isResource(String value, StanzaInput input, Step usual, String way) {
    Jid to = input.head().to();
    if (way.equals("none") || to == null) {
      return false;
    }
    boolean direct = way.equals("direct");
    boolean exact = to.isFull() ? direct && usual.state().ofAddress(to) != null : !direct;
    return switch (value) {
      case "exact" -> exact;
      case "other" -> !exact;
      default -> true;
    };
  }

  /** What the sender hears (section 2.2.5). */
  private record Event(AccountState state, StanzaInput input, Env env) {

    Step of(String status, XmlElement rule) {
      return send(StanzaType.NORMAL, message(null).child(amp(status, List.of(rule))).build());
    }

    Step error(@Nullable String status, List<XmlElement> rules, StanzaError error) {
      XmlElement.Builder message = message("error").child(amp(status, rules));
      return send(
          StanzaType.MESSAGE_ERROR,
          message.child(error.toElement(StanzaReader.CLIENT_NAMESPACE)).build());
    }

    private XmlElement.Builder message(@Nullable String type) {
      return XmlElement.of(StanzaReader.CLIENT_NAMESPACE, "message")
          .attribute("from", env.account().domain())
          .attribute("to", String.valueOf(input.head().from()))
          .attribute("id", input.head().id())
          .attribute("type", type);
    }

    private XmlElement amp(@Nullable String status, List<XmlElement> rules) {
      Jid to = input.head().to();
      XmlElement.Builder amp =
          XmlElement.of(NAMESPACE, "amp")
              .attribute("status", status)
              .attribute("from", String.valueOf(input.head().from()))
              .attribute("to", String.valueOf(to == null ? env.account() : to));
      rules.forEach(amp::child);
      return amp.build();
    }

    private Step send(StanzaType type, XmlElement message) {
      StanzaHead head =
          new StanzaHead(
              type,
              input.head().id(),
              Jid.of(env.account().domain()),
              input.head().from(),
              StanzaTrait.OTHER_PAYLOAD.bit());
      return Answers.toSender(state, input, head, StanzaBytes.of(message), env);
    }
  }
}
