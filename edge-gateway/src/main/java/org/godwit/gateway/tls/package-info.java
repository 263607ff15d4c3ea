/**
 * Certificates of the edge. Entry: {@link org.godwit.gateway.tls.TlsServer}; a private key leaves
 * this package only inside an SslContext.
 */
@NullMarked
package org.godwit.gateway.tls;

import org.jspecify.annotations.NullMarked;
