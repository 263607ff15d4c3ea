/**
 * XMPP over BOSH (XEP-0124, XEP-0206): settings, the body element, the rules of request ids. Entry
 * class: {@link org.godwit.gateway.bosh.BoshBodyReader}. Pure; {@code netty} has channel and
 * sessions.
 */
@NullMarked
package org.godwit.gateway.bosh;

import org.jspecify.annotations.NullMarked;
