/**
 * Who may use the administrators' API, and for which domains.
 *
 * <p>Entry: {@link org.godwit.auth.access.Access}. Nothing here knows HTTP; secrets are kept as
 * their SHA-256 only.
 */
@NullMarked
package org.godwit.auth.access;

import org.jspecify.annotations.NullMarked;
