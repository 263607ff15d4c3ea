/**
 * Authentication of a stream (RFC 6120, section 6). Entry: {@link
 * org.godwit.gateway.sasl.SaslRules}; the data of a mechanism is relayed, never looked at and never
 * logged.
 */
@NullMarked
package org.godwit.gateway.sasl;

import org.jspecify.annotations.NullMarked;
