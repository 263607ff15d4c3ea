/**
 * What is told of logins and of administrators' changes: a log line and an event on topic {@code
 * events.auth.v1}. Entry: {@link org.godwit.auth.audit.Audit}. No password, token or SASL data gets
 * here.
 */
@NullMarked
package org.godwit.auth.audit;

import org.jspecify.annotations.NullMarked;
