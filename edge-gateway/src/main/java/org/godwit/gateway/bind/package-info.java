/**
 * Resource binding (RFC 6120, section 7) as the edge sees it. Entry: {@link
 * org.godwit.gateway.bind.BindRules}; the account's owner decides, the edge relays.
 */
@NullMarked
package org.godwit.gateway.bind;

import org.jspecify.annotations.NullMarked;
