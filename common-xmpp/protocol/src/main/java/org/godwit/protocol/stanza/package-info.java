/**
 * Stanzas and errors of RFC 6120 and RFC 6121. Entry: {@link
 * org.godwit.protocol.stanza.StanzaHead}.
 */
@NullMarked
package org.godwit.protocol.stanza;

import org.jspecify.annotations.NullMarked;
