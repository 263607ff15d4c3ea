/**
 * The REST border: {@code /internal/v1} for the other services, {@code /api/v1} for administrators.
 *
 * <p>Entry: the controllers; each only translates. Failures are problems after RFC 9457 with a
 * member {@code condition}, the element name of the stanza error that fits (RFC 6120, section
 * 8.3.3). Request records hide what they hold in {@code toString}, because the framework logs them
 * at DEBUG; for the same reason no size constraint stands on a secret, whose violation would be
 * logged with the value.
 */
@NullMarked
package org.godwit.auth.api;

import org.jspecify.annotations.NullMarked;
