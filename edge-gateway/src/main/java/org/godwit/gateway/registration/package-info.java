/**
 * In-band registration before authentication (XEP-0077). Entry: {@link
 * org.godwit.gateway.registration.RegistrationRules}; passwords are never logged.
 */
@NullMarked
package org.godwit.gateway.registration;

import org.jspecify.annotations.NullMarked;
