/**
 * In-band registration (XEP-0077), as far as it concerns accounts: who may make one, and how often.
 *
 * <p>Entry: {@link org.godwit.auth.registration.Registrations}. The stanzas are the gateway's and
 * session-service's; here are the limits.
 */
@NullMarked
package org.godwit.auth.registration;

import org.jspecify.annotations.NullMarked;
