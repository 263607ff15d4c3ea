package org.godwit.auth.tigase;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The import of accounts from a Tigase server; used by the command {@code import-tigase} alone.
 *
 * @param url JDBC URL of Tigase's database; default none
 * @param username who may read {@code tig_users} there; default none
 * @param passwordFile file with that user's password on its first line; default none
 * @param batch accounts that are read at once, after each of which the position is kept; 1 to
 *     10,000; default 500
 * @param concurrency accounts that are hashed and written at a time; 1 to 256; default 16
 */
@ConfigurationProperties("xmpp.auth.import")
@Validated
public record ImportProperties(
    @Nullable String url,
    @Nullable String username,
    @Nullable Path passwordFile,
    @DefaultValue("500") @Min(1) @Max(10_000) int batch,
    @DefaultValue("16") @Min(1) @Max(256) int concurrency) {}
