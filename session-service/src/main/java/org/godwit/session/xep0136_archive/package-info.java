/**
 * Message Archiving (XEP-0136) over the archive of XEP-0313. Entry: {@link
 * org.godwit.session.xep0136_archive.CollectionsModule}.
 */
@NullMarked
package org.godwit.session.xep0136_archive;

import org.jspecify.annotations.NullMarked;
