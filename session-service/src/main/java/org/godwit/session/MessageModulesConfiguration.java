package org.godwit.session;

import org.godwit.session.account.OfflineStore;
import org.godwit.session.archive.ArchiveCollections;
import org.godwit.session.archive.ArchiveProperties;
import org.godwit.session.archive.MessageArchive;
import org.godwit.session.xep0013_offline.OfflineRetrievalModule;
import org.godwit.session.xep0079_amp.AmpModule;
import org.godwit.session.xep0136_archive.CollectionsModule;
import org.godwit.session.xep0280_carbons.CarbonsModule;
import org.godwit.session.xep0313_mam.ArchiveModule;
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

  /** XEP-0136, where messages are archived. */
  @Bean
  @ConditionalOnProperty(name = "xmpp.session.archive.enabled", matchIfMissing = true)
  CollectionsModule collectionsModule(
      MessageArchive archive, ArchiveCollections collections, ArchiveProperties properties) {
    return new CollectionsModule(
        archive, collections, properties.pageMax(), properties.preferencesMax());
  }

  /** XEP-0313, where messages are archived. */
  @Bean
  @ConditionalOnProperty(name = "xmpp.session.archive.enabled", matchIfMissing = true)
  ArchiveModule archiveModule(MessageArchive archive, ArchiveProperties properties) {
    return new ArchiveModule(
        archive, properties.pageMax(), properties.idsMax(), properties.preferencesMax());
  }
}
