package org.godwit.session;

import java.util.ArrayList;
import java.util.List;
import org.godwit.protocol.module.XepModule;
import org.godwit.session.account.OfflineStore;
import org.godwit.session.archive.ArchiveProperties;
import org.godwit.session.archive.MessageArchive;
import org.godwit.session.xep0013_offline.OfflineRetrievalModule;
import org.godwit.session.xep0079_amp.AmpModule;
import org.godwit.session.xep0280_carbons.CarbonsModule;
import org.godwit.session.xep0313_mam.ArchiveModule;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The XEPs about messages that are copied and kept, as a table of contents. */
@Configuration(proxyBeanMethods = false)
class MessageModulesConfiguration {

  /** XEP-0013. */
  @Bean
  OfflineRetrievalModule offlineRetrievalModule(OfflineStore store) {
    return new OfflineRetrievalModule(store);
  }

  /** XEP-0079. */
  @Bean
  AmpModule ampModule() {
    return new AmpModule();
  }

  /** XEP-0280. */
  @Bean
  CarbonsModule carbonsModule() {
    return new CarbonsModule();
  }

  /** XEP-0313, where messages are archived. */
  @Bean
  @ConditionalOnProperty(name = "xmpp.session.archive.enabled", matchIfMissing = true)
  ArchiveModule archiveModule(MessageArchive archive, ArchiveProperties properties) {
    return new ArchiveModule(
        archive, properties.pageMax(), properties.idsMax(), properties.preferencesMax());
  }

  /** What service discovery has to name of these. */
  @Bean
  MessageModules messageModules(
      OfflineRetrievalModule offline,
      AmpModule amp,
      CarbonsModule carbons,
      ObjectProvider<ArchiveModule> archive) {
    List<XepModule> all = new ArrayList<>(List.of(offline, amp, carbons));
    archive.ifAvailable(all::add);
    return new MessageModules(all);
  }

  /**
   * The modules.
   *
   * @param all all of them
   */
  record MessageModules(List<XepModule> all) {}
}
