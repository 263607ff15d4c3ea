package org.godwit.session;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.godwit.protocol.jid.Jid;
import org.godwit.protocol.module.ModuleSwitches;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the server shows of itself, and who may command it.
 *
 * @param admins bare JIDs of those who may use the commands of XEP-0133; default none
 * @param plugins modules by Tigase's ids, {@code +id} or {@code -id}, as in {@code --sm-plugins};
 *     default all on. A module that is off answers service-unavailable and is not in disco#info.
 * @param hostPlugins the same for one virtual host each, beside {@code plugins}; default none
 * @param contact addresses of those who run the server (XEP-0157), URIs by kind: abuse, admin,
 *     feedback, sales, security, status, support; default none
 * @param commandSessionsMax forms of commands (XEP-0050) that are being filled in at once on an
 *     instance, 1 to 100000; default 1000
 * @param commandSessionTime how long a form may take, 10s to 1d; default 10m
 * @param showOs whether jabber:iq:version names the operating system; default false
 */
@Validated
@ConfigurationProperties("xmpp")
public record ServiceProperties(
    @DefaultValue List<String> admins,
    @DefaultValue List<String> plugins,
    @DefaultValue Map<String, List<String>> hostPlugins,
    @DefaultValue Map<String, List<String>> contact,
    @DefaultValue("1000") @Min(1) @Max(100_000) int commandSessionsMax,
    @DefaultValue("10m") Duration commandSessionTime,
    @DefaultValue("false") boolean showOs) {

  private static final Set<String> KINDS =
      Set.of("abuse", "admin", "feedback", "sales", "security", "status", "support");

  /** Refuses what cannot be used. */
  public ServiceProperties {
    admins = List.copyOf(admins);
    plugins = List.copyOf(plugins);
    hostPlugins = Map.copyOf(hostPlugins);
    contact = Map.copyOf(contact);
    for (String admin : admins) {
      Jid jid = Jid.parse(admin);
      if (jid == null || jid.local() == null || !jid.isBare()) {
        throw new IllegalArgumentException(
            "xmpp.admins names '" + admin + "'; allowed are addresses like admin@example.org");
      }
    }
    if (commandSessionTime.compareTo(Duration.ofSeconds(10)) < 0
        || commandSessionTime.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "xmpp.command-session-time is " + commandSessionTime + "; allowed is 10s to 1d");
    }
    for (String kind : contact.keySet()) {
      if (!KINDS.contains(kind)) {
        throw new IllegalArgumentException("xmpp.contact has '" + kind + "'; allowed are " + KINDS);
      }
    }
  }

  /** Returns which modules are off. */
  public ModuleSwitches switches() {
    return ModuleSwitches.parse(plugins, hostPlugins);
  }

  /** Returns the administrators' bare JIDs. */
  public Set<Jid> adminJids() {
    return Set.copyOf(admins.stream().map(Jid::of).toList());
  }
}
