package org.godwit.auth.api;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.godwit.protocol.host.DomainFilter;
import org.godwit.protocol.host.HostPolicy;
import org.godwit.protocol.host.RegistrationMode;
import org.godwit.protocol.jid.Jid;
import org.jspecify.annotations.Nullable;

/** What a virtual host may do, as administrators write it: all that is absent is as configured. */
record HostSettings(
    @Schema(description = "Whether anybody may log in without an account")
        @Nullable Boolean anonymous,
    @Schema(allowableValues = {"open", "closed", "invite"}) @Nullable String registration,
    @Schema(description = "Accounts before strangers can make no more; 0 for no limit")
        @Nullable Integer usersMax,
    @Schema(description = "Whether nothing but STARTTLS is offered in the clear")
        @Nullable Boolean tlsRequired,
    @Schema(description = "SASL mechanisms, of those that are configured; none for all")
        @Nullable List<String> mechanisms,
    @Schema(description = "Switches of modules: +id, -id") @Nullable List<String> modules,
    @Schema(allowableValues = {"all", "local", "own", "block", "list", "blacklist"})
        @Nullable String filter,
    @Schema(description = "What list allows and blacklist forbids")
        @Nullable List<String> filterDomains,
    @Schema(description = "Who gets a copy of each message with a body")
        @Nullable String messageForward,
    @Schema(description = "Who gets a copy of each change of presence")
        @Nullable String presenceForward,
    @Schema(description = "Services below the host, such as muc and channel; none for all")
        @Nullable List<String> components) {

  private static final int ENTRIES_MAX = 200;
  private static final Pattern MECHANISM = Pattern.compile("[A-Z0-9_-]{1,20}");
  private static final Pattern MODULE = Pattern.compile("[+-]?[^\\p{Cntrl}\\s]{1,200}");
  private static final Pattern COMPONENT = Pattern.compile("[a-z0-9-]{1,63}");

  /** What the settings come to. */
  sealed interface Reading {
    /** They can be used. */
    record Valid(HostPolicy policy) implements Reading {}

    /** They cannot; {@code reason} is a sentence. */
    record Refused(String reason) implements Reading {}
  }

  static HostSettings of(HostPolicy policy) {
    RegistrationMode registration = policy.registration();
    return new HostSettings(
        policy.anonymous(),
        registration == null ? null : registration.text(),
        policy.usersMax(),
        policy.tlsRequired(),
        policy.mechanisms(),
        policy.modules(),
        policy.filter().policy().text(),
        List.copyOf(new TreeSet<>(policy.filter().domains())),
        text(policy.messageForward()),
        text(policy.presenceForward()),
        List.copyOf(new TreeSet<>(policy.components())));
  }

  private static @Nullable String text(@Nullable Jid jid) {
    return jid == null ? null : jid.toString();
  }

  /** Checks the settings. */
  Reading read() {
    RegistrationMode mode = registration == null ? null : RegistrationMode.of(registration);
    if (registration != null && mode == null) {
      return new Reading.Refused("registration is open, closed or invite.");
    }
    int users = Objects.requireNonNullElse(usersMax, 0);
    if (users < 0) {
      return new Reading.Refused("usersMax is 0 or more.");
    }
    String problem = listProblem();
    if (problem != null) {
      return new Reading.Refused(problem);
    }
    DomainFilter read = readFilter();
    if (read == null) {
      return new Reading.Refused(
          "filter is all, local, own, block, list or blacklist, and filterDomains are domains.");
    }
    if (isNoJid(messageForward) || isNoJid(presenceForward)) {
      return new Reading.Refused("messageForward and presenceForward are JIDs.");
    }
    return new Reading.Valid(
        new HostPolicy(
            anonymous,
            mode,
            users,
            tlsRequired,
            orNone(mechanisms),
            orNone(modules),
            read,
            messageForward == null ? null : Jid.parse(messageForward),
            presenceForward == null ? null : Jid.parse(presenceForward),
            new HashSet<>(orNone(components))));
  }

  private @Nullable String listProblem() {
    if (!areAll(mechanisms, MECHANISM)) {
      return "mechanisms are at most " + ENTRIES_MAX + " names of SASL mechanisms.";
    }
    if (!areAll(modules, MODULE)) {
      return "modules are at most " + ENTRIES_MAX + " ids of modules, each after + or -.";
    }
    return areAll(components, COMPONENT)
        ? null
        : "components are at most " + ENTRIES_MAX + " labels such as muc.";
  }

  private static boolean areAll(@Nullable List<String> entries, Pattern pattern) {
    return entries == null
        || (entries.size() <= ENTRIES_MAX
            && entries.stream()
                .allMatch(entry -> entry != null && pattern.matcher(entry).matches()));
  }

  private @Nullable DomainFilter readFilter() {
    DomainFilter.Policy policy =
        filter == null
            ? DomainFilter.Policy.ALL
            : DomainFilter.Policy.of(filter.toLowerCase(Locale.ROOT));
    List<String> listed = orNone(filterDomains);
    HashSet<String> domains = new HashSet<>();
    for (String domain : listed) {
      Jid jid = domain == null ? null : Jid.parse(domain);
      if (jid == null || !jid.isDomain()) {
        return null;
      }
      domains.add(jid.domain());
    }
    return policy == null || domains.size() > ENTRIES_MAX
        ? null
        : new DomainFilter(policy, domains);
  }

  private static boolean isNoJid(@Nullable String text) {
    return text != null && Jid.parse(text) == null;
  }

  private static List<String> orNone(@Nullable List<String> entries) {
    return entries == null ? List.of() : entries;
  }
}
