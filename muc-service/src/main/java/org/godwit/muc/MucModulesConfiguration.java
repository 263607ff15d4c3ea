package org.godwit.muc;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.godwit.bus.StanzaBus;
import org.godwit.bus.StanzaPublisher;
import org.godwit.muc.room.RoomStore;
import org.godwit.protocol.module.IqDispatcher;
import org.godwit.protocol.module.ModuleIndex;
import org.godwit.protocol.stanza.StanzaErrorCondition;
import org.godwit.protocol.xep0199_ping.PingModule;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The XEPs that answer at the domain of rooms, as a table of contents. */
@Configuration(proxyBeanMethods = false)
class MucModulesConfiguration {

  @Bean
  IqDispatcher iqDispatcher(RoomStore store, StanzaBus bus, MucProperties properties) {
    return dispatcher(store, bus, properties.itemsMax());
  }

  static IqDispatcher dispatcher(RoomStore store, StanzaPublisher bus, int pageMax) {
    PingModule ping = new PingModule();
    RoomSearchModule search = new RoomSearchModule(store, pageMax);
    Set<String> others = new HashSet<>(ping.features());
    others.addAll(search.features());
    return new IqDispatcher(
        new ModuleIndex(
            List.of(
                ping,
                search,
                new MucServiceModule(store, pageMax, others),
                new RemovedAccountModule(store, bus))),
        StanzaErrorCondition.SERVICE_UNAVAILABLE);
  }
}
