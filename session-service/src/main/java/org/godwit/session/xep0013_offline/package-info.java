/**
 * Flexible Offline Message Retrieval (XEP-0013). Entry: {@link
 * org.godwit.session.xep0013_offline.OfflineRetrievalModule}.
 */
@NullMarked
package org.godwit.session.xep0013_offline;

import org.jspecify.annotations.NullMarked;
