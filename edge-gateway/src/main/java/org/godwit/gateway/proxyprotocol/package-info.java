/**
 * Which proxies may say who a client is (PROXY protocol, versions 1 and 2). Entry class: {@link
 * org.godwit.gateway.proxyprotocol.TrustedProxies}. Pure; {@code netty} has the handler.
 */
@NullMarked
package org.godwit.gateway.proxyprotocol;

import org.jspecify.annotations.NullMarked;
