package org.godwit.gateway.tls;

import io.netty.handler.ssl.SslContext;
import org.jspecify.annotations.Nullable;

/**
 * Who the server is on a connection.
 *
 * @param context makes TLS with the certificate
 * @param endPoint the data of the channel binding tls-server-end-point (RFC 5929, section 4.1), in
 *     base64; null where the certificate has none
 */
public record TlsIdentity(SslContext context, @Nullable String endPoint) {}
