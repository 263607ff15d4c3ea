/**
 * Sends clients to other gateways (RFC 6120, section 4.9.3.19). Entry: {@link
 * org.godwit.gateway.redirect.Redirection}.
 */
@NullMarked
package org.godwit.gateway.redirect;

import org.jspecify.annotations.NullMarked;
