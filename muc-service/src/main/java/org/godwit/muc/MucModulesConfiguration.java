package org.godwit.muc;

import java.util.List;
import java.util.Map;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.module.TargetKind;
import org.godwit.protocol.module.XepModule;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xep0030_disco.DiscoModule;
import org.godwit.protocol.xep0030_disco.DiscoProfile;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The XEPs that answer at the domain of rooms, as a table of contents. */
@Configuration(proxyBeanMethods = false)
class MucModulesConfiguration {

  /** Identity of the service (registrar: category {@code conference}, type {@code text}). */
  private static final DiscoProfile SERVICE = DiscoProfile.of("conference", "text", "Godwit rooms");

  @Bean
  IqDispatcher iqDispatcher() {
    return dispatcher();
  }

  static IqDispatcher dispatcher() {
    List<XepModule> modules = List.of(new PingModule());
    return new IqDispatcher(
        new ModuleIndex(
            List.of(
                modules.getFirst(), new DiscoModule(modules, Map.of(TargetKind.SERVER, SERVICE)))),
        StanzaErrorCondition.FEATURE_NOT_IMPLEMENTED);
  }
}
