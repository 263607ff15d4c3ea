/**
 * The domains that this service holds accounts for.
 *
 * <p>Entry: {@link org.godwit.auth.domain.HostDirectory}. Every domain elsewhere in the service is
 * one that came out of the directory, so it is prepared and served.
 */
@NullMarked
package org.godwit.auth.domain;

import org.jspecify.annotations.NullMarked;
