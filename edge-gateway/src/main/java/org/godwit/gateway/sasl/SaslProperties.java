package org.godwit.gateway.sasl;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Authentication of clients' streams.
 *
 * @param plainWithoutTls whether PLAIN is offered on streams without TLS; default false; true shows
 *     passwords to whoever listens on the way
 * @param attemptsMax failed attempts to authenticate or register after which the stream is closed,
 *     1 to 100; default 5; RFC 6120, section 6.4.5, wants at least two
 * @param iqAuth whether clients may log in as before SASL (jabber:iq:auth, XEP-0078), with a
 *     password inside TLS; default false
 */
@Validated
@ConfigurationProperties("xmpp.gateway.sasl")
public record SaslProperties(
    @DefaultValue("false") boolean plainWithoutTls,
    @DefaultValue("5") @Min(1) @Max(100) int attemptsMax,
    @DefaultValue("false") boolean iqAuth) {}
