package org.godwit.session.export;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who may read all that is kept of an account.
 *
 * @param tokenFile file with a token on its first line that auth-service has to show, at least 16
 *     characters; default none: then only processes of this machine are answered
 */
@ConfigurationProperties("xmpp.session.account-data")
public record AccountDataProperties(@Nullable Path tokenFile) {}
