package org.godwit.session;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How streams' stanzas go on the bus.
 *
 * @param sent whether the sender's owner gets a copy of each stanza beside the receiver's owner;
 *     default false. It costs a record for each.
 * @param vetted whether stanzas go to the sender's owner alone, which forwards them; default false.
 *     It costs a hop for each.
 */
@ConfigurationProperties("xmpp.session.profile")
public record ProfileProperties(
    @DefaultValue("false") boolean sent, @DefaultValue("false") boolean vetted) {}
