/**
 * All that session-service keeps of one account, for auth-service: as a part of a document after
 * XEP-0227, and counted. Entry: {@link org.godwit.session.export.AccountData}.
 */
@NullMarked
package org.godwit.session.export;

import org.jspecify.annotations.NullMarked;
