/**
 * JIDs as RFC 7622 defines them. Entry: {@link org.godwit.protocol.jid.Jid}; a Jid that exists is
 * valid and normalised.
 */
@NullMarked
package org.godwit.protocol.jid;

import org.jspecify.annotations.NullMarked;
