package org.godwit.auth.access;

/**
 * An answer as it is kept and given again.
 *
 * @param status the HTTP status
 * @param location the header Location; empty for none
 * @param etag the header ETag; empty for none
 * @param contentType the header Content-Type; empty for none
 * @param body the body
 */
public record SavedAnswer(
    int status, String location, String etag, String contentType, String body) {}
