package org.godwit.session;

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
 * @param showOs whether jabber:iq:version names the operating system; default false
 */
@Validated
@ConfigurationProperties("xmpp")
public record ServiceProperties(
    @DefaultValue List<String> admins,
    @DefaultValue List<String> plugins,
    @DefaultValue Map<String, List<String>> hostPlugins,
    @DefaultValue Map<String, List<String>> contact,
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
    for (String kind : contact.keySet()) {
      if (!KINDS.contains(kind)) {
        throw new IllegalArgumentException(
            "xmpp.contact has '" + kind + "'; allowed are " + KINDS);
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
